import { ASSETS } from '../../functions/page/assets.generated';
import { en } from '../../functions/page/texts/browser-texts';
import { KEYLESS, pageText, withPages } from './page-request';

/** Every text in an object of texts. */
const leavesOf = (texts: unknown): string[] => {
  if (typeof texts === 'string') return [texts];
  return typeof texts === 'object' && texts !== null ? Object.values(texts).flatMap(leavesOf) : [];
};

const PATHS = [
  '/',
  '/policy',
  '/networks',
  '/rotation',
  '/accounts',
  '/step-1-google-dev',
  '/step-2-google-admin',
];
const VIEWER = { 'x-goog-iap-jwt-assertion': 'viewer@example.com' };

describe.each(PATHS)('the page %s', (path) => {
  it.each(['en', 'fr'])(
    'declares its language (%s), keeps it in its links and offers the other',
    async (lang) => {
      const page = await pageText(`${path}?lang=${lang}`);
      expect(page).toContain(`<html lang="${lang}">`);
      const links = [...page.matchAll(/href="(\/[^"#]*)/g)].map(([, link]) => link ?? '');
      const pages = links.filter((link) => !/^\/(assets|openapi)/.test(link));
      const other = `${path}?lang=${lang === 'en' ? 'fr' : 'en'}`;
      expect(pages.filter((link) => !link.endsWith(`?lang=${lang}`))).toEqual([other]);
    },
  );

  it('holds no script, style or handler of its own, and loads nothing from elsewhere', async () => {
    const page = await pageText(path);
    expect(page).not.toMatch(/<style|\sstyle=|\son[a-z]+=|javascript:/i);
    expect([...page.matchAll(/<script[^>]*>([^<]*)/g)].map(([, content]) => content)).toEqual(['']);
    const loaded = [...page.matchAll(/(?:src|<link[^>]*href)="([^"]*)"/g)].map(([, url]) => url);
    expect(loaded.length).toBeGreaterThanOrEqual(4);
    expect(loaded.filter((url) => !url?.startsWith('/assets/'))).toEqual([]);
  });

  it('uses every id once', async () => {
    const ids = [...(await pageText(path)).matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id);
    expect(ids).toEqual([...new Set(ids)]);
  });

  it('may load its own files and nothing else, and stands in no frame', async () => {
    await withPages(undefined, async (get) => {
      const { headers } = await get(path);
      expect(headers.get('content-security-policy')).toBe(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
      );
      expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('referrer-policy')).toBe('same-origin');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('vary')).toBe('Accept-Language');
    });
  });
});

describe('the page Google Apps API', () => {
  it.each([
    [
      'en',
      'Step 1: Google Dev',
      'Step 2: Google Admin',
      'Enter the Google Admin user name',
      'Choose file',
      'Save',
    ],
    [
      'fr',
      'Étape 1\u00a0: Google Dev',
      'Étape 2\u00a0: Administration Google',
      'Entrez le nom d&#39;utilisateur Google Admin',
      'Choisir un fichier',
      'Enregistrer',
    ],
  ])(
    'has the three panels with the words that administrators know (%s)',
    async (lang, ...words) => {
      const page = await pageText('/', { 'accept-language': lang });
      for (const word of words) expect(page).toContain(`>${word}<`);
    },
  );

  it('tells of Google Sync before anything can be set up', async () => {
    const page = await pageText('/');
    const notice = page.indexOf('https://support.google.com/a/answer/14114704');
    expect(notice).toBeGreaterThan(0);
    expect(notice).toBeLessThan(page.indexOf('id="connect-form"'));
  });

  it('lets System Read Only look, with every control that changes disabled and the reason beside', async () => {
    const page = await pageText('/', VIEWER);
    for (const text of [page, await pageText('/policy', VIEWER)]) {
      expect(text.match(/<fieldset[^>]*class="plain"[^>]*>/g)).toHaveLength(1);
      expect(text).toMatch(/<fieldset\s+class="plain"\s+(aria-labelledby="[^"]*"\s+)?disabled/);
      expect(text).toContain('Your role is System Read Only');
    }
    expect(page).toMatch(/id="disconnect-ask"[^>]*disabled/);
    expect(page).toContain('Your role is System Read Only');
    expect(await pageText('/')).not.toContain('Your role is System Read Only');
  });

  it('offers the keyless way only where the deployment has it', async () => {
    expect(await pageText('/')).toContain(KEYLESS.clientId);
    const without = await withPages(undefined, async (get) => (await get('/')).text());
    expect(without).not.toContain('keyless');
    const step1 = await withPages(undefined, async (get) =>
      (await get('/step-1-google-dev')).text(),
    );
    expect(step1).toContain('KEYLESS_SERVICE_ACCOUNT');
  });

  it.each([
    ['en', 'on a live domain', 'Show the steps of the safer way'],
    ['fr', 'sur un domaine réel', 'Afficher les étapes de la voie plus sûre'],
  ])(
    'keeps the delegation in front, and the safer way one step away (%s)',
    async (lang, ...words) => {
      const panel = await pageText(`/?lang=${lang}`);
      expect(panel).toMatch(/id="own-role" hidden/);
      const step2 = await pageText(`/step-2-google-admin?lang=${lang}`);
      for (const word of words) expect(step2).toContain(word);
      expect(step2.indexOf('id="own-role"')).toBeGreaterThan(step2.indexOf('id="delegation-link"'));
      expect(step2).toContain('<details id="own-role-steps">');
      expect(step2).toContain(`id="role-keyless">${KEYLESS.serviceAccount}<`);
      const without = await withPages(undefined, async (get) =>
        (await get('/step-2-google-admin')).text(),
      );
      expect(without).not.toContain('role-keyless');
    },
  );

  it('writes an address as text, whatever it holds', async () => {
    const page = await pageText('/', { 'x-goog-iap-jwt-assertion': '<img src=x>@example.com' });
    expect(page).not.toContain('<img src=x>');
    expect(page).toContain('&lt;img src=x&gt;@example.com');
  });

  it('lets unknown parameters be, as the proxy in front adds its own', async () => {
    await withPages(undefined, async (get) => {
      expect((await get('/?lang=xx&gcp-iap-mode=FORCE')).status).toBe(200);
    });
  });
});

describe('the page Wi-Fi and LDAP', () => {
  it.each([
    [
      'en',
      ['Wi-Fi and LDAP', 'Secure LDAP', 'Choose both files', 'Add LDAP client', 'ON for everyone'],
    ],
    [
      'fr',
      [
        'Wi-Fi et LDAP',
        'LDAP sécurisé',
        'Choisir les deux fichiers',
        'Ajouter un client LDAP',
        'Activé pour tous',
      ],
    ],
  ])('has Secure LDAP with the words of the Admin console (%s)', async (lang, words) => {
    const page = await pageText('/networks', { 'accept-language': lang });
    for (const word of words) expect(page).toContain(`>${word}<`);
    expect(page).toContain('https://support.google.com/a/answer/9048516');
  });

  it('stands in the navigation between Google Apps API and Rotation', async () => {
    const page = await pageText('/networks');
    const navigation = /<nav class="pages"[^]*?<\/nav>/.exec(page)?.[0] ?? '';
    expect([...navigation.matchAll(/href="([^"?]*)/g)].map(([, path]) => path)).toEqual([
      '/',
      '/policy',
      '/networks',
      '/rotation',
      '/accounts',
    ]);
    expect(navigation).toMatch(/href="\/networks[^>]*aria-current="page"/);
  });

  it('lets System Read Only look, with every control that changes disabled and the reason beside', async () => {
    const page = await pageText('/networks', VIEWER);
    expect(page).toMatch(/<fieldset\s+class="plain"\s+disabled/);
    expect(page).toMatch(/id="secure-ldap-remove-ask"[^>]*disabled/);
    expect(page).toContain('Your role is System Read Only');
    expect(page).not.toContain('remove-ldap-dialog');
    expect(await pageText('/networks')).toContain('remove-ldap-dialog');
  });
});

describe('somebody who may not see the page', () => {
  it.each([
    ['en', ['System Management', 'System Read Only', 'You need one of these roles']],
    [
      'fr',
      ['Gestion du système', 'Lecture seule du système', 'Vous devez posséder l’un des rôles'],
    ],
  ])('reads which roles there are (%s)', async (lang, words) => {
    await withPages(undefined, async (get) => {
      const stranger = { 'x-goog-iap-jwt-assertion': 'stranger@example.com' };
      const answer = await get('/', { ...stranger, 'accept-language': lang });
      const page = await answer.text();
      expect(answer.status).toBe(403);
      expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
      for (const word of ['stranger@example.com', ...words]) expect(page).toContain(word);
      expect(page).not.toContain('connect-form');
    });
  });

  it('is told to sign in again when the assertion does not hold', async () => {
    await withPages(undefined, async (get) => {
      const answer = await get('/', { 'x-goog-iap-jwt-assertion': '-' });
      expect(answer.status).toBe(403);
      expect(await answer.text()).toContain('Your sign-in could not be verified');
    });
  });

  it('gets the problem document when it is a program', async () => {
    await withPages(undefined, async (get) => {
      const stranger = { 'x-goog-iap-jwt-assertion': 'stranger@example.com' };
      const answer = await get('/', { ...stranger, accept: '*/*' });
      expect(answer.status).toBe(403);
      expect(answer.headers.get('content-type')).toBe('application/problem+json');
    });
  });
});

describe('the files that the pages load', () => {
  it.each([
    [ASSETS.script.en, 'text/javascript; charset=utf-8'],
    [ASSETS.script.fr, 'text/javascript; charset=utf-8'],
    [ASSETS.style, 'text/css; charset=utf-8'],
    [ASSETS.icon, 'image/svg+xml'],
  ])(
    'may be kept for good, since their address has their hash: $path',
    async (asset, mediaType) => {
      expect(asset.path).toMatch(/^\/assets\/[a-z-]+-[\w-]{16}\.(js|css|svg)$/);
      await withPages(undefined, async (get) => {
        const answer = await get(asset.path);
        expect(answer.headers.get('content-type')).toBe(mediaType);
        expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
        expect(await answer.text()).toBe(asset.data);
      });
    },
  );

  it('have no other address', async () => {
    await withPages(undefined, async (get) => {
      expect((await get('/assets/page-old.js')).status).toBe(404);
    });
  });

  it('hold each language apart, so that nobody loads texts in a language not read', () => {
    const accented = [...ASSETS.script.en.data.matchAll(/[\p{L}’ ]*[éèêàâçùûîô][\p{L}’ ]*/gu)];
    expect(accented.map(([text]) => text)).toEqual(['Français']);
    expect(ASSETS.script.fr.data).toContain('Vérifier');
    const inEnglish = leavesOf(en).filter((text) => /^[\w ’.,:]{30,}$/.test(text));
    expect(inEnglish.length).toBeGreaterThan(100);
    expect(inEnglish.filter((text) => ASSETS.script.fr.data.includes(text))).toEqual([]);
  });
});
