import { characterNamesEn, characterNamesFr } from './character-names';
import { typeset } from './french-typography';
import { meProblemsEn, meProblemsFr } from './me-problems';
import { meStatesEn, meStatesFr } from './me-states';

/** Every text that the script of the page `/me` shows; as in `browser-texts.ts`. */
export const en = { me: meStatesEn, problems: meProblemsEn, characters: characterNamesEn };
export type MeTexts = typeof en;

export const fr: MeTexts = /* @__PURE__ */ typeset({
  me: meStatesFr,
  problems: meProblemsFr,
  characters: characterNamesFr,
});
