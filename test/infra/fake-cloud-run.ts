import { type Gcloud } from '../../scripts/cloud-run-functions';

/** Where calls go: to a revision by name, or to `latest`. */
type Target = { revision: string; percent: number; tag?: string };
type Revision = { readonly name: string; readonly image: string; readonly ready: boolean };
type Service = { revisions: Revision[]; traffic: Target[] };

/** The process that called gcloud is dead: nothing after this has an effect. */
class Killed extends Error {}

/**
 * The part of Cloud Run that a rollout uses, by the calls that gcloud gets and by the apply of Terraform. A call of
 * one function goes to a revision that is ready, or the fake throws.
 */
export class FakeCloudRun {
  readonly services = new Map<string, Service>();
  readonly calls: string[] = [];
  /** The number of the call at which the caller is killed or gcloud fails, from 1, and whether it had its effect. */
  fault: { call: number; kind: 'killed' | 'fails'; effect: boolean } | undefined;
  #dead = false;
  readonly #where: string;

  constructor(names: readonly string[], image: string, project = 'acme-passwords') {
    this.#where = `--project=${project} --region=europe-west1 `;
    for (const name of names) this.services.set(name, { revisions: [], traffic: [] });
    this.apply(image, {});
  }

  /** Terraform's apply: a revision for each function with another image; all calls where `serving` pins them. */
  apply(image: string, serving: Record<string, string>, neverReady: readonly string[] = []): void {
    for (const [name, service] of this.services) {
      if (service.revisions.at(-1)?.image !== image) {
        const number = String(service.revisions.length + 1).padStart(5, '0');
        const ready = !neverReady.includes(name);
        service.revisions.push({ name: `${name}-${number}-abc`, image, ready });
      }
      service.traffic = [{ revision: serving[name] ?? 'latest', percent: 100 }];
    }
  }

  /** A new process: what was killed has nothing to do with it. */
  startOver(): void {
    this.fault = undefined;
    this.#dead = false;
    this.calls.length = 0;
  }

  /** The image, or its digest, that a call of this function reaches at its own address or at the one of a tag. */
  imageAt(name: string, tag?: string): string | undefined {
    const service = this.#service(name);
    const target = service.traffic.find((each) =>
      tag === undefined ? each.percent === 100 : each.tag === tag,
    );
    if (!target) return undefined;
    const revision = this.#revisionOf(service, target);
    if (!revision?.ready) throw new Error(`Calls of ${name} go to a revision that is not ready.`);
    return revision.image.replace(/^.*@/, '');
  }

  /** The images that get calls, by function. */
  images(): Record<string, string | undefined> {
    return Object.fromEntries([...this.services.keys()].map((name) => [name, this.imageAt(name)]));
  }

  tags(): readonly string[] {
    return [...this.services].flatMap(([name, { traffic }]) =>
      traffic.flatMap(({ tag }) => (tag === undefined ? [] : [`${tag} of ${name}`])),
    );
  }

  followLatest(): readonly string[] {
    return [...this.services.keys()].filter((name) =>
      this.#service(name).traffic.some(
        ({ revision, percent }) => revision === 'latest' && percent > 0,
      ),
    );
  }

  readonly gcloud: Gcloud = (args) => {
    const call = args.join(' ');
    if (this.#dead) return Promise.reject(new Killed());
    this.calls.push(call);
    const fault = this.fault?.call === this.calls.length ? this.fault : undefined;
    const answer = fault?.effect === false ? '' : this.#answer(call);
    if (fault?.kind === 'killed') this.#dead = true;
    if (fault)
      return Promise.reject(
        fault.kind === 'killed' ? new Killed() : new Error(`ERROR: (gcloud) ${call}`),
      );
    return Promise.resolve(answer);
  };

  #answer(call: string): string {
    if (call.startsWith(`run services list ${this.#where}`)) {
      return JSON.stringify(
        [...this.services].map(([name, service]) => this.#asListed(name, service)),
      );
    }
    const described = /^run revisions describe (\S+) /.exec(call)?.[1];
    for (const { revisions } of this.services.values()) {
      const revision = revisions.find(({ name }) => name === described);
      if (revision) return `${revision.image}\n`;
    }
    const [name = '', flags = ''] = call
      .replace('run services update-traffic ', '')
      .split(` ${this.#where}`);
    this.#updateTraffic(this.#service(name), flags.split(' '));
    return '';
  }

  #updateTraffic(service: Service, flags: readonly string[]): void {
    for (const flag of flags) {
      const [what = '', ...rest] = flag.split('=');
      const value = rest.join('=');
      const tags = service.traffic.filter(({ tag }) => tag !== undefined);
      if (what === '--to-latest')
        service.traffic = [...noShare(tags), { revision: 'latest', percent: 100 }];
      else if (what === '--to-revisions') {
        const revision = value.replace('=100', '');
        service.traffic = [...noShare(tags), { revision, percent: 100 }];
      } else if (what === '--clear-tags') {
        service.traffic = service.traffic.filter(({ percent }) => percent > 0);
      } else if (what === '--set-tags') {
        const set = value.split(',').map((each) => each.split('='));
        service.traffic = [
          ...service.traffic.filter(({ percent }) => percent > 0),
          ...set.map(([tag = '', revision = '']) => ({ revision, percent: 0, tag })),
        ];
      } else if (what !== '--quiet') throw new Error(`update-traffic has no flag ${what}.`);
    }
  }

  #asListed(name: string, service: Service): unknown {
    const newest = service.revisions.at(-1)?.name;
    return {
      metadata: { name },
      spec: { template: { spec: { containers: [{ image: service.revisions.at(-1)?.image }] } } },
      status: {
        latestCreatedRevisionName: newest,
        latestReadyRevisionName: service.revisions.findLast(({ ready }) => ready)?.name,
        traffic: service.traffic.map((target) => ({
          revisionName: this.#revisionOf(service, target)?.name,
          ...(target.percent > 0 ? { percent: target.percent } : {}),
          ...(target.revision === 'latest' ? { latestRevision: true } : {}),
          ...(target.tag === undefined ? {} : { tag: target.tag }),
        })),
      },
    };
  }

  /** Latest is the newest revision that is ready, as in Cloud Run. */
  #revisionOf(service: Service, { revision }: Target): Revision | undefined {
    return revision === 'latest'
      ? service.revisions.findLast(({ ready }) => ready)
      : service.revisions.find(({ name }) => name === revision);
  }

  #service(name: string): Service {
    const service = this.services.get(name);
    if (!service) throw new Error(`Cannot find service [${name}]`);
    return service;
  }
}

const noShare = (tags: readonly Target[]): Target[] =>
  tags.map((each) => ({ ...each, percent: 0 }));
