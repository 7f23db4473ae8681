import { type Paint, png } from './png.ts'

type Colour = readonly [number, number, number]

/** Mountains behind a fjord in evening light. */
export function fjord(): Buffer {
  return drawn('fjord', paintFjord)
}

function paintFjord(): Buffer {
  return png(600, 260, (x, y) => {
    const ridge = (base: number, tall: number, speed: number, shift: number) =>
      base -
      tall *
        (0.55 * Math.abs(Math.sin(x * speed + shift)) + 0.3 * Math.abs(Math.sin(x * speed * 2.7 + shift * 3)))
    const water = 0.68
    const sky = mix([36, 52, 96], [250, 190, 140], Math.min(1, y / 0.6))
    if (y > water) {
      const shine = Math.exp(-((x - 0.68) ** 2) / 0.006) * (0.6 + 0.4 * Math.sin(y * 170))
      return mix(mix([176, 128, 128], [22, 40, 70], (y - water) / 0.32), [255, 224, 170], shine * 0.7)
    }
    if (y > ridge(water, 0.22, 7, 0.9)) return mix([24, 38, 60], [42, 60, 84], y)
    if (y > ridge(water - 0.02, 0.36, 5, 2.1)) return mix([66, 78, 112], [98, 100, 128], y)
    if (y > ridge(water - 0.03, 0.5, 3.4, 0.4)) return mix([128, 122, 150], [160, 140, 150], y)
    return mix(sky, [255, 236, 196], Math.exp(-((x - 0.68) ** 2 + (0.45 * (y - 0.52)) ** 2) / 0.004))
  })
}

/** A kitchen seen from the front: green cupboards, oak worktop, a window, two lamps. */
export function kitchen(): Buffer {
  return drawn('kitchen', paintKitchen)
}

function paintKitchen(): Buffer {
  return png(640, 360, (x, y) => {
    for (const lamp of [0.34, 0.52]) {
      if (Math.abs(x - lamp) < 0.0016 && y < 0.2) return [70, 66, 60]
      if (y > 0.2 && y < 0.29 && Math.abs(x - lamp) < (y - 0.19) * 0.42) return [198, 142, 62]
    }
    if (inside(x, y, 0.7, 0.12, 0.93, 0.5)) {
      if (Math.abs(x - 0.815) < 0.004 || y < 0.14 || x < 0.708 || x > 0.922 || y > 0.485)
        return [250, 249, 245]
      return y > 0.4 + 0.02 * Math.sin(x * 40)
        ? [134, 164, 122]
        : mix([168, 206, 232], [226, 240, 246], y / 0.4)
    }
    if (y < 0.52) {
      if (y > 0.36) {
        const seam = (x * 32) % 1 < 0.06 || (y * 18) % 1 < 0.06
        return seam ? [222, 216, 206] : mix([244, 241, 233], [236, 230, 220], (x * 7) % 1)
      }
      return mix([243, 238, 228], [232, 224, 210], y * 2)
    }
    if (y < 0.56)
      return mix([186, 136, 84], [162, 112, 64], 0.5 + 0.5 * Math.sin(x * 90 + Math.sin(y * 200) * 2))
    if (y < 0.86) {
      const column = (x * 6) % 1
      if (column < 0.015 || column > 0.985 || y < 0.567) return [66, 92, 78]
      if (Math.abs(column - 0.5) < 0.09 && Math.abs(y - 0.61) < 0.006) return [206, 168, 92]
      return mix([98, 130, 110], [84, 114, 96], column)
    }
    if (y < 0.89) return [52, 66, 58]
    const board = Math.floor(x * 9 + (y > 0.945 ? 0.5 : 0)) % 2
    return board ? [196, 164, 124] : [186, 152, 112]
  })
}

/** A lamp on a plain ground; `shade` and `ground` are colours. */
export function lamp(shade: Colour, ground: Colour): Buffer {
  return png(180, 180, (x, y) => {
    const glow = Math.exp(-((x - 0.5) ** 2 + (y - 0.62) ** 2) / 0.05)
    const back = mix(ground, [255, 246, 220], glow * 0.7)
    if (Math.abs(x - 0.5) < 0.006 && y < 0.3) return [60, 58, 56]
    const wide = 0.05 + Math.sqrt(Math.max(0, (y - 0.3) / 0.25)) * 0.22
    if (y > 0.3 && y < 0.55 && Math.abs(x - 0.5) < wide)
      return mix(shade, [255, 255, 255], 0.25 - (x - 0.4) * 0.6)
    if ((x - 0.5) ** 2 + (y - 0.56) ** 2 < 0.006 && y > 0.55) return [255, 240, 196]
    return back
  })
}

/** A street front of coloured houses by the sea, with a sun. */
export function harbour(): Buffer {
  return drawn('harbour', paintHarbour)
}

function paintHarbour(): Buffer {
  const walls: Colour[] = [
    [226, 150, 104],
    [240, 206, 140],
    [206, 112, 96],
    [236, 226, 206],
    [160, 180, 170],
    [230, 176, 120],
  ]
  return png(600, 220, (x, y) => {
    const house = Math.floor(x * 9)
    const top = 0.24 + 0.12 * Math.abs(Math.sin(house * 2.3))
    if (y > 0.78) return mix([74, 128, 150], [40, 84, 116], (y - 0.78) * 4 + 0.1 * Math.sin(y * 160 + x * 30))
    if (y > 0.73) return [196, 186, 172]
    if (y > top) {
      const [u, v] = [(x * 27) % 1, (y * 13) % 1]
      if (y > top + 0.06 && u > 0.34 && u < 0.66 && v > 0.25 && v < 0.8) return [86, 104, 110]
      return mix(
        walls[house % walls.length] ?? [230, 210, 180],
        [255, 255, 255],
        (x * 9) % 1 < 0.06 ? 0.3 : 0,
      )
    }
    if (y > top - 0.03) return [150, 88, 70]
    return mix([140, 190, 224], [244, 232, 210], y * 2.4)
  })
}

/** A floor plan in lines: a kitchen with island, window and door. */
export function floorPlan(): Buffer {
  return drawn('floorPlan', paintFloorPlan)
}

function paintFloorPlan(): Buffer {
  const lines: [number, number, number, number, number][] = [
    [0.08, 0.1, 0.92, 0.13, 40],
    [0.08, 0.87, 0.62, 0.9, 40],
    [0.78, 0.87, 0.92, 0.9, 40],
    [0.08, 0.1, 0.1, 0.9, 40],
    [0.9, 0.1, 0.92, 0.9, 40],
    [0.3, 0.105, 0.6, 0.125, 190],
    [0.1, 0.13, 0.9, 0.132, 120],
    [0.1, 0.3, 0.9, 0.303, 120],
    [0.34, 0.48, 0.7, 0.483, 120],
    [0.34, 0.66, 0.7, 0.663, 120],
    [0.34, 0.48, 0.342, 0.66, 120],
    [0.7, 0.48, 0.702, 0.66, 120],
    [0.25, 0.13, 0.252, 0.3, 120],
    [0.42, 0.13, 0.422, 0.3, 120],
    [0.6, 0.13, 0.602, 0.3, 120],
    [0.75, 0.13, 0.752, 0.3, 120],
  ]
  return png(560, 400, (x, y) => {
    for (const [left, top, right, bottom, ink] of lines)
      if (inside(x, y, left, top, right, bottom)) return [ink, ink, ink + 10]
    const swing = Math.hypot((x - 0.62) * 1.4, y - 0.885)
    if (y < 0.885 && x > 0.62 && Math.abs(swing - 0.224) < 0.003) return [150, 150, 160]
    for (const ring of [0.47, 0.53]) {
      if (Math.abs(Math.hypot((x - ring) * 1.4, y - 0.21) - 0.03) < 0.004) return [120, 120, 130]
    }
    if (inside(x, y, 0.34, 0.48, 0.7, 0.66)) return [238, 226, 206]
    return (x * 28) % 1 < 0.04 || (y * 20) % 1 < 0.04 ? [240, 243, 247] : [252, 252, 250]
  })
}

/** A board of oiled oak, as a photograph of a sample. */
export function oak(): Buffer {
  return drawn('oak', paintOak)
}

function paintOak(): Buffer {
  return png(480, 320, (x, y) => {
    const wave = y * 26 + 1.6 * Math.sin(x * 5) + 0.7 * Math.sin(x * 13 + y * 9)
    const knot = Math.hypot((x - 0.66) * 1.6, y - 0.42)
    const rings = knot < 0.16 ? Math.sin(knot * 150) * (0.16 - knot) * 4 : 0
    return mix(
      [206, 162, 108],
      [156, 108, 62],
      0.5 + 0.32 * Math.sin(wave) + 0.12 * Math.sin(wave * 3.1) + rings,
    )
  })
}

/** Two letters' worth of a trade mark: a disc with a wedge, in two colours. */
export function mark(disc: Colour, wedge: Colour): Buffer {
  return png(72, 72, (x, y) => {
    const [u, v] = [x - 0.5, y - 0.5]
    if (Math.hypot(u, v) > 0.47) return [255, 255, 255]
    return v > Math.abs(u) * 1.1 - 0.18 && v < 0.22 ? wedge : disc
  })
}

/** Glazed tiles in a pattern of eight-pointed stars. */
export function tiles(): Buffer {
  return drawn('tiles', paintTiles)
}

function paintTiles(): Buffer {
  return png(480, 320, (x, y) => {
    const [u, v] = [((x * 6) % 1) - 0.5, ((y * 4) % 1) - 0.5]
    if (Math.max(Math.abs(u), Math.abs(v)) > 0.485) return [228, 222, 208]
    const square = Math.max(Math.abs(u), Math.abs(v))
    const turned = (Math.abs(u) + Math.abs(v)) / Math.SQRT2
    if (Math.min(square, turned) < 0.14) return [214, 160, 60]
    if (Math.min(square, turned) < 0.3) return mix([24, 92, 124], [44, 132, 150], u + v + 0.5)
    return mix([240, 236, 224], [226, 218, 200], Math.abs(u * v) * 6)
  })
}

/** A table laid for dinner, from above. */
export function table(): Buffer {
  return drawn('table', paintTable)
}

function paintTable(): Buffer {
  const plates = [0.2, 0.5, 0.8]
  return png(560, 300, (x, y) => {
    for (const at of plates) {
      for (const row of [0.28, 0.74]) {
        const far = Math.hypot((x - at) * 1.87, y - row)
        if (far < 0.11)
          return mix([196, 84, 52], [228, 150, 70], 0.5 + 0.5 * Math.sin(x * 90) * Math.sin(y * 70))
        if (far < 0.17) return far < 0.165 ? [250, 248, 242] : [220, 214, 204]
        if (Math.abs(x - at - 0.115) < 0.004 && Math.abs(y - row) < 0.13) return [206, 208, 210]
      }
    }
    if (Math.hypot((x - 0.5) * 1.87, y - 0.5) < 0.05) return [98, 132, 76]
    return mix([226, 218, 202], [238, 232, 220], (x * 24) % 1 < 0.5 ? 1 : 0)
  })
}

function mix(a: Colour, b: Colour, share: number): ReturnType<Paint> {
  const at = Math.max(0, Math.min(1, share))
  return [a[0] + (b[0] - a[0]) * at, a[1] + (b[1] - a[1]) * at, a[2] + (b[2] - a[2]) * at]
}

function inside(x: number, y: number, left: number, top: number, right: number, bottom: number): boolean {
  return x >= left && x < right && y >= top && y < bottom
}

const album = new Map<string, Buffer>()

// Painting takes tens of milliseconds, and some pictures are sent twice.
function drawn(name: string, paint: () => Buffer): Buffer {
  const found = album.get(name) ?? paint()
  album.set(name, found)
  return found
}
