import { browserTextsEn } from '../texts/browser-texts';
import { start } from './start';

start({ language: 'en', texts: browserTextsEn });
