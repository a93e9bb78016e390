import { type Language } from '../../language';
import { type MeTexts } from '../../texts/me-texts';

/** The reader's language and its texts on the page `/me`. */
export type MeContext = { readonly language: Language; readonly texts: MeTexts };
