import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { type Plans, plansOf } from '../../scripts/test-infra-plans';
import { documentedCommands } from './documented-commands';
import { terraformSource } from './terraform-source';

const DOCUMENTS = [
  'docs/deploy.md',
  'docs/operate.md',
  'docs/upgrade.md',
  'docs/threat-model.md',
  'docs/access.md',
];
const text = (path: string): string => readFileSync(path, 'utf8');
const source = terraformSource('infra');
const declared = (kind: string): string[] =>
  [...source.matchAll(new RegExp(`^${kind} "([^"]+)"`, 'gm'))].map(([, name = '']) => name);

let plans: Plans;
beforeAll(async () => {
  plans = await plansOf('infra', 'defaults');
});

describe('docs/operate.md', () => {
  const titlesIn = (name: string): string[] =>
    (plans.get(name)?.resource_changes ?? [])
      .filter(({ type }) => type === 'google_monitoring_alert_policy')
      .map(({ change }) => String(change.after?.['display_name']));
  /** Of the deployment that has every alert. */
  const titles = (): string[] => titlesIn('defaults/watched_and_audited');

  it('explains every alert, and no alert that does not exist', () => {
    const section = /^## Alerts$([\s\S]*?)^## /m.exec(text('docs/operate.md'))?.[1] ?? '';
    const headings = [...section.matchAll(/^### (.+)$/gm)].map(([, title]) => title);
    expect(headings.toSorted()).toEqual([...titles(), 'A budget mail'].toSorted());
  });

  it('lists the eleven alerts that cost money', () => {
    expect(titlesIn('defaults/defaults')).toHaveLength(11);
  });

  it('says which alerts come only where somebody asked for them', () => {
    const section = /^## Alerts$([\s\S]*?)^## /m.exec(text('docs/operate.md'))?.[1] ?? '';
    const parts = section.split(/^### /m).slice(1);
    const optional = parts
      .filter((part) => part.includes('\nThis alert needs `'))
      .map((part) => part.slice(0, part.indexOf('\n')));
    const usual = titlesIn('defaults/defaults');
    expect(optional.toSorted()).toEqual(
      titles()
        .filter((each) => !usual.includes(each))
        .toSorted(),
    );
  });
});

it('docs/deploy.md quotes Google’s error for each checked policy, and for metrics', () => {
  const table = /^## If it stops$([\s\S]*?)^## /m.exec(text('docs/deploy.md'))?.[1] ?? '';
  const policies = text('infra/preflight-policies.sh').matchAll(/ policy ((?:\w+\.)+\w+);/g);
  const named = [...policies].map(([, name]) => `constraints/${String(name)}`);
  expect(named).toHaveLength(5);
  for (const said of [...named, 'Cannot find metric(s)', 'Provider dependency changes detected']) {
    expect(table).toContain(said);
  }
});

it('README.md runs only existing scripts', () => {
  const scripts = [...text('README.md').matchAll(/^ {4}(infra\/\S+\.sh)/gm)];
  expect(scripts).toHaveLength(4);
  for (const [, file] of scripts) expect(existsSync(String(file))).toBe(true);
});

describe.each(DOCUMENTS)('%s', (path) => {
  it('names only existing outputs', () => {
    const outputs = [
      ...text(path).matchAll(/terraform (?:-chdir=infra )?output (?:-raw |-json )?(\w+)/g),
    ];
    for (const [, name] of outputs) expect(declared('output')).toContain(name);
  });

  it('sets only existing variables', () => {
    const set = [...text(path).matchAll(/`(\w+) = /g), ...text(path).matchAll(/-var=(\w+)=/g)];
    for (const [, name] of set) expect(declared('variable')).toContain(name);
  });

  it('runs only existing scripts', () => {
    const scripts = [...text(path).matchAll(/\b((?:infra|scripts)\/[\w-]+\.(?:sh|ts))\b/g)];
    for (const [, file] of scripts) expect(existsSync(String(file))).toBe(true);
    const { scripts: npm } = JSON.parse(text('package.json')) as { scripts: object };
    for (const [, name] of text(path).matchAll(/npm run ([\w:-]+)/g)) {
      expect(npm).toHaveProperty([String(name)]);
    }
  });

  it('gives only commands that a shell can parse', () => {
    for (const { commands } of documentedCommands(path)) {
      execFileSync('bash', ['-n'], { input: commands });
    }
  });

  it('names only existing resources', () => {
    for (const [, type, name] of text(path).matchAll(/\b(google_\w+)\.(\w+)\b/g)) {
      expect(source).toContain(`resource "${String(type)}" "${String(name)}"`);
    }
  });

  it('links only to existing pages and sections', () => {
    const prose = text(path).replaceAll(/```[\s\S]*?```/g, '');
    for (const [, target = '', anchor] of prose.matchAll(
      /\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g,
    )) {
      const page = target === '' ? path : `docs/${target}`;
      expect(existsSync(page)).toBe(true);
      if (anchor === undefined) continue;
      const anchors = [...text(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
        heading
          .toLowerCase()
          .replace(/[^\w\s-]/g, '')
          .replaceAll(' ', '-'),
      );
      expect(anchors).toContain(anchor);
    }
  });
});

describe('infra/terraform.tfvars.example', () => {
  it('sets only existing variables', () => {
    const set = [...text('infra/terraform.tfvars.example').matchAll(/^(?:# )?(\w+)\s+= /gm)];
    expect(set.length).toBeGreaterThan(5);
    for (const [, name] of set) expect(declared('variable')).toContain(name);
  });
});

it('every variable and output is described', () => {
  const blocks = [...source.matchAll(/^(?:variable|output) "([^"]+)" \{\n([\s\S]*?)^\}/gm)];
  expect(blocks.length).toBeGreaterThan(30);
  for (const [, name, body = ''] of blocks) {
    expect(`${String(name)}: ${/description = ".{10,}\."/.test(body) ? 'described' : body}`).toBe(
      `${String(name)}: described`,
    );
  }
});

it('infra/README.md describes every file', () => {
  const files = readdirSync('infra').filter((each) => /\.(tf|sh|example)$/.test(each));
  const rows = [...text('infra/README.md').matchAll(/^\| (`[^|]+`) \|/gm)].map(([, row]) => row);
  const listed = rows.join().match(/[\w./-]+/g) ?? [];
  expect(listed.toSorted()).toEqual([...files, 'environments/', 'tests/'].toSorted());
});

it('a file has one concern and is short', () => {
  for (const name of readdirSync('infra').filter((each) => each.endsWith('.tf'))) {
    expect([name, text(`infra/${name}`).split('\n').length < 250]).toEqual([name, true]);
  }
});
