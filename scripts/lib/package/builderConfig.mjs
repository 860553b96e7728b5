import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { finishPackage } from './finish.mjs'

/** What the runtime at hand has and a package must not: another app, and marks of the runtime's own recipe. */
const LEFT_OUT = ['resources/default_app.asar', 'resources/app', 'version', 'kazari.json']

/**
 * electron-builder's configuration. request: { app, output, icons, extraResources: [{ from, to }], electronVersion,
 * electronDist (a folder, or absent to download one), enginesFolder (what becomes resources/engine), record (what build.json says, see finish.mjs) }.
 */
export function builderConfig(request) {
  const { app, output, icons, extraResources, electronVersion, electronDist, enginesFolder, record } = request
  return {
    appId: 'app.kazari.studio',
    productName: 'Kazari',
    copyright: '1SEC inc.',
    directories: { app, output, buildResources: icons },
    electronVersion,
    ...(electronDist === undefined ? {} : { electronDist }),
    asar: true,
    files: ['**/*', '!**/*.map'],
    extraResources,
    // The two languages of the studio; Chromium's own words appear in menus of text fields only.
    electronLanguages: ['en-US', 'ja'],
    npmRebuild: false,
    // Everything is in the bundle: there are no node_modules to look for.
    beforeBuild: async () => false,
    publish: null,
    afterExtract: async ({ appOutDir }) => {
      for (const name of LEFT_OUT) await rm(join(appOutDir, name), { recursive: true, force: true })
    },
    afterPack: (context) => finishPackage(context, { record, enginesFolder }),
    linux: {
      target: ['dir'],
      executableName: 'kazari',
      category: 'Graphics',
      synopsis: 'A private, offline face-decoration studio',
      icon: join(icons, 'linux'),
      artifactName: 'Kazari-${version}-${arch}.${ext}',
    },
    win: { target: ['nsis'], icon: join(icons, 'kazari.ico') },
    // For all users: in the folder of programs, where somebody who only uses the computer cannot write.
    nsis: { oneClick: false, perMachine: true, artifactName: 'Kazari-${version}-${arch}-setup.${ext}' },
    mac: {
      target: ['dmg'],
      icon: join(icons, 'kazari.icns'),
      category: 'public.app-category.photography',
      extendInfo: {
        NSCameraUsageDescription: 'Kazari finds faces in the picture of the camera, only to decorate them.',
      },
    },
    dmg: { artifactName: 'Kazari-${version}-${arch}.${ext}' },
  }
}
