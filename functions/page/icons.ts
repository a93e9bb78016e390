import { html, type Markup } from './html';

/** Outlines on a 24 x 24 grid, drawn with round line caps in the colour of the adjacent text. */
export const ICON_PATHS = {
  ok: 'M5 12.5l4.5 4.5L19 7.5',
  failing: 'M6.5 6.5l11 11M17.5 6.5l-11 11',
  waiting: 'M12 6.5V12l3.5 2.5M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18',
  'not-reached': 'M7 12h10',
  notice: 'M12 8v5M12 16.5v.01M12 3.5L22 20.5H2z',
  running: 'M19.5 12a7.5 7.5 0 1 1-2.2-5.3L19.5 9M19.5 4v5h-5',
  stopped: 'M7.5 7.5h9v9h-9z',
  menu: 'M4 7h16M4 12h16M4 17h16',
  out: 'M9 6H6v12h12v-3M13 5h6v6M19 5l-9 9',
} as const;
export type IconName = keyof typeof ICON_PATHS;

/** Decorative only: the adjacent words say the same. */
export const icon = (name: IconName): Markup =>
  html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path d="${ICON_PATHS[name]}" />
  </svg>`;
