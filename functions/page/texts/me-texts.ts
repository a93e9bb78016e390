import { characterNamesEn, characterNamesFr } from './character-names';
import { typeset } from './french-typography';
import { meDevicesEn, meDevicesFr } from './me-devices';
import { meProblemsEn, meProblemsFr } from './me-problems';
import { meStatesEn, meStatesFr } from './me-states';

/** Every text that the script of the page `/me` shows; as in `browser-texts.ts`. */
export const en = {
  me: meStatesEn,
  problems: meProblemsEn,
  devices: meDevicesEn,
  characters: characterNamesEn,
};
export type MeTexts = typeof en;

export const fr: MeTexts = /* @__PURE__ */ typeset({
  me: meStatesFr,
  problems: meProblemsFr,
  devices: meDevicesFr,
  characters: characterNamesFr,
});
