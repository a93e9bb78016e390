import { followConnection } from './connection';
import { Device } from './device';
import { enableCopying, readTexts } from './page';
import { offerPasswords } from './passwords';
import { offerTrouble } from './trouble';

const texts = readTexts();
const device = new Device(texts);
enableCopying(texts);
followConnection(texts);
offerPasswords(
  texts,
  (told) => {
    device.remember(told);
  },
  (address) => {
    device.choose(address);
  },
);
offerTrouble(texts);
