import { type CountHistory } from '../domain/passwords/count-history';
import { AGE_BANDS, type DailyCounts } from '../domain/passwords/daily-counts';
import { type ProofStanding } from '../domain/passwords/proof-dates';
import { dayPicture, type DayPicture, longDay } from './day-picture';
import { type Content, html, type Markup } from './html';
import { localPath, type Reader } from './layout';

/** What the pictures are drawn from. Undefined: no Workspace is known to be connected. */
export type Past = CountHistory | 'unread' | undefined;

/** Passwords by age, proofs and devices over the last days, on the page Rotation. */
export function pastSection(reader: Reader, past: Past): Markup | undefined {
  if (past === undefined) return undefined;
  const texts = reader.texts.past;
  return html`<section class="card" id="past" aria-labelledby="past-title">
    <h2 id="past-title">${texts.title}</h2>
    ${past === 'unread' ? html`<p class="result bad">${texts.unread}</p>` : pictures(reader, past)}
  </section>`;
}

function pictures(reader: Reader, history: CountHistory): Content {
  const { past: texts } = reader.texts;
  const [first] = history.counts;
  const held =
    history.isHeld &&
    html`<p class="result wait">
      ${texts.held} <a href="${localPath(reader, '/', '#other-workspaces')}">${texts.seeHeld}</a>
    </p>`;
  if (first === undefined) return [held, !history.isHeld && html`<p>${texts.soon}</p>`];
  const beganLately = first.day !== history.days[0];
  return [
    held,
    html`<p class="hint">
      ${texts.lead} ${beganLately && texts.since(longDay(reader, first.day))}
    </p>`,
    html`<div class="pictures">
      ${picturesOf(reader, history).map((picture) => dayPicture(reader, picture))}
    </div>`,
  ];
}

/** Bottom to top: what needs attention stands on the ground, where growth is seen best. */
const AGES = AGE_BANDS.toReversed();
const PROOFS: readonly ProofStanding[] = ['doubted', 'unproved', 'proved'];

function picturesOf(reader: Reader, history: CountHistory): readonly DayPicture[] {
  const { past, rotation } = reader.texts;
  const { days, counts } = history;
  const on = new Map(counts.map((each) => [each.day, each]));
  const numbersOf = (
    of: (counts: DailyCounts) => readonly number[] | undefined,
  ): DayPicture['numbers'] =>
    days.map((day) => {
      const counted = on.get(day);
      return counted && of(counted);
    });
  const ages = {
    id: 'past-ages',
    title: past.ages.title,
    bands: AGES.map((band) => ({ name: past.ages[band], look: `age-${band}` })),
    days,
    numbers: numbersOf((counted) => AGES.map((band) => counted.ages[band])),
  };
  const proofs = {
    id: 'past-proofs',
    title: rotation.proofs.title,
    bands: PROOFS.map((each) => ({ name: rotation.proofs[each].name, look: `proof-${each}` })),
    days,
    numbers: numbersOf((counted) => PROOFS.map((each) => counted.proofs[each])),
  };
  const devices = {
    id: 'past-devices',
    title: past.devices.title,
    bands: [{ name: past.devices.behind, look: 'devices-behind' }],
    days,
    numbers: numbersOf(({ devicesBehind }) =>
      devicesBehind === undefined ? undefined : [devicesBehind],
    ),
  };
  const wasProved = counts.some((each) => each.proofs.proved + each.proofs.doubted > 0);
  const hasDevices = counts.some(({ devicesBehind }) => devicesBehind !== undefined);
  return [
    ages,
    ...(history.isProving || wasProved ? [proofs] : []),
    ...(hasDevices ? [devices] : []),
  ];
}
