// Unpacks the Chromium that the package @sparticuz/chromium carries, unless that has been done, and prints its
// folder. It is a process of its own because that package unpacks into TMPDIR.
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';

const packageFolder = dirname(
  dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')),
);
const { version } = createRequire(import.meta.url)(join(packageFolder, 'package.json'));
const target = join(tmpdir(), `google-apps-passwords-chromium-${version}-${userInfo().uid}`);

if (!existsSync(target)) {
  // Into a folder of its own first, so that two test runs at once never see half a browser.
  const making = mkdtempSync(`${target}-`);
  process.env.TMPDIR = making;
  const { inflate } = await import('@sparticuz/chromium');
  const packed = ['chromium.br', 'fonts.tar.br', 'swiftshader.tar.br', 'al2023.tar.br'];
  await Promise.all(packed.map((name) => inflate(join(packageFolder, 'bin', name))));
  mkdirSync(join(making, 'font-cache'));
  writeFileSync(
    join(making, 'fonts.conf'),
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<include ignore_missing="yes">/etc/fonts/fonts.conf</include>
<dir>${target}/fonts</dir><cachedir>${target}/font-cache</cachedir></fontconfig>`,
  );
  try {
    renameSync(making, target);
  } catch {
    rmSync(making, { recursive: true, force: true }); // another run was first
  }
}
console.log(target);
