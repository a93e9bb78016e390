import { launchChromium } from '/work/main/test/browser/chromium';
import { STATES, overview, running, waiting, failures } from '/work/main/test/browser/rotation-overviews';
const url='http://127.0.0.1:8199';
const AT='2026-01-05T10:30:00.000Z';
async function main(){
  const key = await (await fetch(url+'/local/service-account-key.json')).json();
  const browser = await launchChromium();
  const shot = async (name:string, path:string, opt:{width:number,lang:string,mock?:unknown,accounts?:unknown,act?:(p:any)=>Promise<void>, sel?:string})=>{
    const ctx = await browser.newContext({viewport:{width:opt.width,height:900},locale:opt.lang==='fr'?'fr-FR':'en-GB',timezoneId:'Europe/Paris',reducedMotion:'reduce',extraHTTPHeaders:{'x-local-identity':'system-management@example.com'}});
    const page = await ctx.newPage();
    if(opt.mock) await page.route('**/v1/overview', r=>r.fulfill({json:opt.mock as any}));
    if(opt.accounts) await page.route('**/v1/accounts**', r=>r.fulfill({json:opt.accounts as any}));
    await page.goto(url+path);
    await page.waitForLoadState('networkidle').catch(()=>{});
    await page.waitForTimeout(300);
    if(opt.act) await opt.act(page);
    const el = opt.sel? page.locator(opt.sel): undefined;
    if(el) await el.screenshot({path:`/tmp/shots/${name}-${opt.lang}-${opt.width}.png`});
    else await page.screenshot({path:`/tmp/shots/${name}-${opt.lang}-${opt.width}.png`,fullPage:true});
    await ctx.close();
  };
  const which = process.argv.slice(2);
  const want=(n:string)=>which.length===0||which.includes(n);
  const connect=()=>fetch(url+'/v1/configuration',{method:'PUT',headers:{'content-type':'application/vnd.google-apps-passwords.configuration+json'},body:JSON.stringify({adminUsername:'admin@example.com',serviceAccountKey:key})});
  await connect();
  for (const lang of ['en','fr']) for (const width of [360,768,1280]) {
    if(want('empty')) await shot('empty','/rotation',{width,lang});
    if(want('empty-accounts')) await shot('empty-accounts','/accounts',{width,lang});
    if(want('forecast')) await shot('forecast','/rotation',{width,lang,act:async p=>{ await p.locator('#foresee').click(); await p.locator('#forecast').waitFor(); }});
    if(want('list')) await shot('list','/rotation',{width,lang,sel:'#start-run',act:async p=>{ await p.locator('input[value=list]').check(); await p.locator('#scope-list').fill('alice@example.com\nadmin@example.com\nfrank@example.com\nnobody@example.com'); await p.locator('#foresee').click(); await p.locator('#forecast').waitFor(); }});
    if(want('states')) for (const [name,state] of STATES) await shot('state-'+name.replace(/[^a-z]+/g,'-'),'/rotation',{width,lang,mock:state});
    if(want('accounts')) await shot('accounts','/accounts',{width,lang,accounts:{accounts:[
      {userId:'104857600000000000009',primaryEmail:'',status:'unreadable',lastFailure:{code:'record-unreadable',at:AT,attempts:1}},
      {userId:'104857600000000000001',primaryEmail:'alice@example.com',status:'active',version:3,setAt:AT,nextRotationAt:'2027-02-05T10:30:00.000Z'},
      {userId:'104857600000000000002',primaryEmail:'bob@example.com',status:'parked',version:2,setAt:AT,nextRotationAt:'2026-01-05T10:30:00.000Z',retryAt:'2027-01-12T10:30:00.000Z',lastFailure:{code:'not-authorized',at:AT,attempts:5}},
      {userId:'104857600000000000003',primaryEmail:'carol@example.com',status:'no-password',retryAt:'2027-01-05T10:45:00.000Z',lastFailure:{code:'platform-failed',at:AT,attempts:1}},
      {userId:'104857600000000000004',primaryEmail:'bartholomew.featherstonehaugh-cholmondeley@subsidiary.of.example.com',status:'unconfirmed',version:1,setAt:AT,nextRotationAt:'2027-01-05T10:30:00.000Z',retryAt:'2026-01-05T10:30:00.000Z',lastFailure:{code:'no-answer',at:AT,attempts:2}},
    ]}});
  }
  await browser.close();
}
void main();
