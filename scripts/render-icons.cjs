// Draws resources/icons/*.png and icon.ico from the two SVG files, with the browser that Electron is.
// Run after changing a drawing:  npx electron scripts/render-icons.cjs   (xvfb-run -a where there is no display)
const { readFileSync, writeFileSync } = require('node:fs')
const { join } = require('node:path')
const { app, BrowserWindow } = require('electron')

const FOLDER = join(__dirname, '..', 'resources', 'icons')
/** Above this many pixels the detailed drawing is legible. */
const SMALL_UP_TO = 32
const SIZES = [16, 24, 32, 48, 64, 128, 256, 512, 1024]
const ICO_SIZES = [16, 24, 32, 48, 64, 128, 256]

app.disableHardwareAcceleration()
app.whenReady().then(async () => {
  const window = new BrowserWindow({ show: false, webPreferences: { sandbox: true } })
  await window.loadURL('data:text/html,<title>icons</title>')
  const pngs = new Map()
  for (const size of SIZES) {
    const svg = readFileSync(join(FOLDER, size <= SMALL_UP_TO ? 'trousse-small.svg' : 'trousse.svg'), 'base64')
    const dataUrl = await window.webContents.executeJavaScript(`new Promise((resolve, reject) => {
      const image = new Image(${size}, ${size})
      image.onerror = () => reject(new Error('the drawing could not be read'))
      image.onload = () => {
        const canvas = Object.assign(document.createElement('canvas'), { width: ${size}, height: ${size} })
        canvas.getContext('2d').drawImage(image, 0, 0, ${size}, ${size})
        resolve(canvas.toDataURL('image/png'))
      }
      image.src = 'data:image/svg+xml;base64,${svg}'
    })`)
    const png = Buffer.from(dataUrl.slice(dataUrl.indexOf(',') + 1), 'base64')
    pngs.set(size, png)
    writeFileSync(join(FOLDER, `icon-${size}.png`), png)
  }
  writeFileSync(join(FOLDER, 'icon.ico'), ico(ICO_SIZES.map((size) => [size, pngs.get(size)])))
  app.quit()
})

/** Windows' container of PNG images: a 6-byte header, 16 bytes for each image, then the images. */
function ico(images) {
  const header = Buffer.alloc(6 + 16 * images.length)
  header.writeUInt16LE(1, 2)
  header.writeUInt16LE(images.length, 4)
  let offset = header.length
  images.forEach(([size, png], i) => {
    const at = 6 + 16 * i
    // 0 stands for 256.
    header.writeUInt8(size % 256, at)
    header.writeUInt8(size % 256, at + 1)
    header.writeUInt16LE(1, at + 4)
    header.writeUInt16LE(32, at + 6)
    header.writeUInt32LE(png.length, at + 8)
    header.writeUInt32LE(offset, at + 12)
    offset += png.length
  })
  return Buffer.concat([header, ...images.map(([, png]) => png)])
}
