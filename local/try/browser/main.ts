import { activeSyncSignIn } from './active-sync';
import { followConnection } from './connection';
import { enableCopying, readTexts } from './page';
import { offerOwnRole } from './own-role';
import { offerPasswords } from './passwords';
import { SignInCard } from './sign-in-card';
import { offerTrouble } from './trouble';
import { wifiSignIn } from './wifi';

const texts = readTexts();
const cards = [
  new SignInCard({ id: 'wifi', step: 4, signIn: wifiSignIn }, texts),
  new SignInCard({ id: 'device', step: 5, signIn: activeSyncSignIn }, texts),
];
enableCopying(texts);
followConnection(texts);
offerOwnRole(texts);
offerPasswords(
  texts,
  (told) => {
    for (const card of cards) card.remember(told);
  },
  (address) => {
    for (const card of cards) card.choose(address);
  },
);
offerTrouble(texts);
