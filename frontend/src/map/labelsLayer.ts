/** Names that never overlap: districts far out, towns nearer, parks close up, and the graticule's figures at the rim. */
import { CanvasLayer, type Frame } from './canvasLayer'

export interface Label {
  text: string
  note?: string
  x: number
  y: number
  /** shown from this zoom up to (not including) the other */
  from: number
  until: number
  kind: 'district' | 'town' | 'park'
  weight: number
}

const FAMILY = '"Microsoft YaHei","PingFang SC","Noto Sans CJK SC","Source Han Sans SC","WenQuanYi Micro Hei",sans-serif'
const STYLES = {
  district: { font: `600 13px ${FAMILY}`, color: '#2b4257' },
  town: { font: `12px ${FAMILY}`, color: '#5c7183' },
  park: { font: `12px ${FAMILY}`, color: '#1d2f40' },
} as const

export class LabelsLayer extends CanvasLayer {
  private labels: readonly Label[] = []

  constructor() {
    super('labels')
  }

  setLabels(labels: readonly Label[]): void {
    this.labels = [...labels].sort((one, other) => other.weight - one.weight)
    this.redraw()
  }

  protected draw(frame: Frame): void {
    const { context, scale, offsetX, offsetY, width, height, zoom } = frame
    const taken: [number, number, number, number][] = []
    context.textAlign = 'center'
    context.textBaseline = 'middle'
    context.lineJoin = 'round'
    for (const label of this.labels) {
      if (zoom < label.from || zoom >= label.until) continue
      const x = Math.round(label.x * scale - offsetX)
      const y = Math.round(label.y * scale - offsetY)
      if (x < 0 || x > width || y < 0 || y > height) continue
      const style = STYLES[label.kind]
      context.font = style.font
      const half = context.measureText(label.text).width / 2 + 4
      const tall = label.note ? 17 : 9
      const box: [number, number, number, number] = [x - half, y - tall, x + half, y + tall]
      if (taken.some((other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1])) continue
      taken.push(box)
      this.write(context, label.text, x, label.note ? y - 7 : y, style.color)
      if (label.note) {
        context.font = `11.5px ${FAMILY}`
        this.write(context, label.note, x, y + 8, '#5c7183')
      }
    }
  }

  private write(context: CanvasRenderingContext2D, text: string, x: number, y: number, color: string): void {
    context.strokeStyle = 'rgba(255,255,255,0.9)'
    context.lineWidth = 3.5
    context.strokeText(text, x, y)
    context.fillStyle = color
    context.fillText(text, x, y)
  }
}
