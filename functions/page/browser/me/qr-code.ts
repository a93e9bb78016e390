import encodeQR from 'qr';

const SVG = 'http://www.w3.org/2000/svg';

/** A reader needs this many light modules around the code (ISO/IEC 18004). */
const QUIET_ZONE = 4;

/** The text as a QR code, as a picture with this name. Dark on light in both colour schemes, or few cameras read it. */
export function qrCode(text: string, name: string): SVGElement {
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: QUIET_ZONE });
  const path = rows.flatMap((row, y) =>
    row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])),
  );
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', `0 0 ${rows.length} ${rows.length}`);
  svg.setAttribute('shape-rendering', 'crispEdges');
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', name);
  const dark = document.createElementNS(SVG, 'path');
  dark.setAttribute('d', path.join(''));
  svg.append(dark);
  return svg;
}
