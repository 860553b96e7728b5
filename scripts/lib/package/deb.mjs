import { cp, mkdir, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { inProject, readJson } from '../project.mjs'
import { lastLines, run } from '../run.mjs'
import { Refusal, say } from '../say.mjs'
import { RUNTIME_PACKAGES } from '../systemLibraries.mjs'
import { filesIn } from './finish.mjs'
import { makeIcons } from './icons.mjs'
import { workDirectory } from './layout.mjs'

/** Where the package lies once it is installed; only root can write there. */
const INSTALLED = '/opt/Kazari'
const ARCHITECTURES = { x64: 'amd64', arm64: 'arm64' }

const DESKTOP_ENTRY = `[Desktop Entry]
Type=Application
Name=Kazari
Comment=A private, offline face-decoration studio
Comment[ja]=この端末だけで動く、顔を飾るスタジオ
Exec=${INSTALLED}/kazari
Icon=kazari
Terminal=false
Categories=Graphics;Photography;
StartupWMClass=Kazari
`

/** Ubuntu lets ordinary programs make the namespaces of Chromium's sandbox only under a profile that says so. */
const APPARMOR_PROFILE = `abi <abi/4.0>,
include <tunables/global>

profile kazari ${INSTALLED}/{kazari,kazari-app} flags=(unconfined) {
  userns,
}
`

// An AppArmor that does not know the rule needs no profile: it does not restrict namespaces.
const POSTINST = `#!/bin/sh
set -e
profile=/usr/share/kazari/apparmor-profile
if [ -d /etc/apparmor.d ] && command -v apparmor_parser >/dev/null 2>&1 &&
  apparmor_parser --skip-kernel-load --skip-cache "$profile" >/dev/null 2>&1; then
  cp "$profile" /etc/apparmor.d/kazari
  apparmor_parser --replace --skip-cache /etc/apparmor.d/kazari >/dev/null 2>&1 || true
fi
`
const POSTRM = `#!/bin/sh
set -e
case "$1" in remove | purge) rm -f /etc/apparmor.d/kazari ;; esac
`

/** Fonts are a wish, not a need: the studio carries its own. */
const isFont = ([name]) => name.startsWith('fonts-')

function control({ record, installedKib }) {
  const names = (entries) => entries.map((entry) => entry.join(' | ')).join(', ')
  const { author } = readJson(inProject('package.json'))
  return `Package: kazari
Version: ${record.appVersion}${record.proofOnly ? '~proof' : ''}
Architecture: ${ARCHITECTURES[process.arch]}
Maintainer: ${author}
Installed-Size: ${installedKib}
Depends: ${names(RUNTIME_PACKAGES.filter((entry) => !isFont(entry)))}
Recommends: ${names(RUNTIME_PACKAGES.filter(isFont))}
Section: graphics
Priority: optional
Description: private, offline face-decoration studio
 Finds eyes, noses and mouths on this computer and decorates them. Nothing of a
 face is stored, shared or disclosed.
${record.proofOnly ? ' .\n This is a proof build, for development and tests only, never for people.\n' : ''}`
}

/** Lays out what the package installs, beside the app itself. */
async function layOut(root, { directory, resources, record }, icons) {
  await cp(directory, join(root, INSTALLED), { recursive: true })
  const write = async (path, text, mode = 0o644) => {
    await mkdir(join(root, path, '..'), { recursive: true, mode: 0o755 })
    await writeFile(join(root, path), text, { mode })
  }
  await write('usr/share/applications/kazari.desktop', DESKTOP_ENTRY)
  await write('usr/share/kazari/apparmor-profile', APPARMOR_PROFILE)
  await mkdir(join(root, 'usr/bin'), { recursive: true })
  await symlink(`${INSTALLED}/kazari`, join(root, 'usr/bin/kazari'))
  for (const { path, full } of await filesIn(join(icons, 'linux'))) {
    const target = join(root, 'usr/share/icons/hicolor', path.replace('.png', ''), 'apps')
    await mkdir(target, { recursive: true })
    await cp(full, join(target, 'kazari.png'))
  }
  await mkdir(join(root, 'usr/share/doc/kazari'), { recursive: true })
  await cp(join(resources, 'NOTICES.md'), join(root, 'usr/share/doc/kazari/copyright'))
  const bytes = record.files.reduce((sum, file) => sum + file.bytes, 0)
  await write('DEBIAN/control', control({ record, installedKib: Math.ceil(bytes / 1024) }))
  await write('DEBIAN/postinst', POSTINST, 0o755)
  await write('DEBIAN/postrm', POSTRM, 0o755)
}

/**
 * Makes a Debian package of an unpacked one with dpkg-deb: electron-builder's own way needs a download of another packager.
 * packed: what ensurePackage gives. Gives the path of the file.
 */
export async function makeDeb(packed) {
  if ((await run('dpkg-deb', ['--version'])).code !== 0)
    throw new Refusal('a deb package is made with dpkg-deb, which is not on this computer')
  const { record } = packed
  const mark = record.proofOnly ? '-proof' : ''
  const file = inProject('dist', `kazari_${record.appVersion}_${ARCHITECTURES[process.arch]}${mark}.deb`)
  const work = workDirectory('deb')
  await rm(work, { recursive: true, force: true })
  try {
    await makeIcons(join(work, 'icons'))
    await layOut(join(work, 'root'), packed, join(work, 'icons'))
    say('packing the deb package')
    // Packing small takes minutes; nobody downloads a proof build.
    const packing = record.proofOnly ? ['-Zgzip', '-z1'] : ['-Zxz']
    const command = ['--root-owner-group', ...packing, '--build', join(work, 'root'), file]
    const result = await run('dpkg-deb', command, { waiting: 'dpkg-deb is at work' })
    if (result.code !== 0) throw new Refusal(`dpkg-deb could not make it: ${lastLines(result.stderr)}`)
    return file
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}
