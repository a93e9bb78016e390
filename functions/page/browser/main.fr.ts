import { browserTextsFr } from '../texts/browser-texts';
import { start } from './start';

start({ language: 'fr', texts: browserTextsFr });
