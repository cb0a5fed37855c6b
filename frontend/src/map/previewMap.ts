/** The small map of a survey: what the file brings, coloured by what will happen to each row. */
import type { Geometry } from 'geojson'
import type { Bounds } from '../api/types'
import type { Outcome, Preview, RowBeside } from '../api/surveyTypes'
import type { District } from '../domain/districts'
import { around, latitude, longitude } from '../domain/parks'
import { OUTCOME_COLORS } from '../domain/survey'
import { frameOf } from '../domain/surveyFrame'
import { Basemap } from './basemap'

function boundsOf(districts: readonly District[]): Bounds | null {
  const box = around(districts)
  return box ? [longitude(box.west), latitude(box.south), longitude(box.east), latitude(box.north)] : null
}

const cornersOf = (bounds: Bounds): L.LatLngBoundsLiteral => [[bounds[1], bounds[0]], [bounds[3], bounds[2]]]

type Row = { row?: number | null; outcome?: Outcome }

export class PreviewMap {
  private readonly map: L.Map
  private readonly basemap = new Basemap()
  private readonly shapes: L.GeoJSON<Row>
  private readonly beside = L.layerGroup()
  private chosen: number | null = null

  constructor(container: HTMLElement, onRow: (row: number) => void) {
    this.map = L.map(container, { zoomControl: false, attributionControl: false, zoomSnap: 0.25, center: [23.2, 113.45], zoom: 9, preferCanvas: true })
    const pane = this.map.createPane('basemap')
    pane.style.zIndex = '210'
    pane.style.pointerEvents = 'none'
    this.map.addLayer(this.basemap)
    L.control.zoom({ position: 'topright', zoomInTitle: '+', zoomOutTitle: '−' }).addTo(this.map)
    L.control.scale({ imperial: false, position: 'bottomright', maxWidth: 90 }).addTo(this.map)
    this.shapes = L.geoJSON<Row>(undefined, {
      style: (feature) => this.style(feature?.properties),
      pointToLayer: (_, place) => L.circleMarker(place, { radius: 5 }),
      onEachFeature: (feature, layer) => {
        const row = feature.properties?.row
        if (typeof row === 'number') layer.on('click', () => onRow(row))
      },
    }).addTo(this.map)
    this.beside.addTo(this.map)
  }

  private style(properties: Row | undefined): L.PathOptions {
    const color = OUTCOME_COLORS[properties?.outcome ?? 'unchanged']
    const chosen = this.chosen !== null && properties?.row === this.chosen
    const loud = properties?.outcome === 'conflict' || properties?.outcome === 'rejected'
    return {
      color: chosen ? '#0b2f52' : color, weight: chosen ? 3 : loud ? 2 : 1, fillColor: color, fillOpacity: chosen ? 0.75 : loud ? 0.6 : 0.35,
    }
  }

  setDistricts(districts: readonly District[]): void {
    this.basemap.setDistricts(districts)
  }

  /** Draws the rows and opens where most of them are; how many lie beyond. */
  show(preview: Preview, city: readonly District[]): number {
    this.shapes.clearLayers()
    for (const feature of preview.features) if (feature.geometry) this.shapes.addData(feature as GeoJSON.Feature)
    const { bounds, outside } = frameOf(preview.features, boundsOf(city))
    if (bounds) this.map.fitBounds(cornersOf(bounds), { padding: [16, 16], maxZoom: 17 })
    return outside
  }

  /** The chosen row's own shape, what is stored of it, and the parcels near by. */
  showBeside(row: RowBeside): void {
    this.beside.clearLayers()
    const draw = (shape: Geometry, style: L.PathOptions, tip?: string): void => {
      const layer = L.geoJSON(shape, { style: { interactive: Boolean(tip), fill: Boolean(tip), ...style } }).addTo(this.beside)
      if (tip) layer.bindTooltip(tip, { sticky: true })
    }
    for (const near of row.near) draw(near.shape, { color: '#5c6b78', weight: 1, fillColor: '#fff', fillOpacity: 0.25 }, near.code)
    if (row.stored_shape) draw(row.stored_shape, { color: '#8a3ffc', weight: 2, dashArray: '5 4' })
    if (row.shape) draw(row.shape, { color: '#0b2f52', weight: 3 })
  }

  choose(row: number | null): void {
    this.chosen = row
    this.beside.clearLayers()
    this.shapes.setStyle((feature) => this.style(feature?.properties))
    this.shapes.eachLayer((layer) => {
      const { feature } = layer as L.Polygon<Row>
      if (row === null || feature?.properties.row !== row || !(layer instanceof L.Path)) return
      layer.bringToFront()
      if (layer instanceof L.Polyline) this.bring(layer.getBounds())
    })
  }

  /** Moves only when the shape is out of sight or too small to see. */
  private bring(box: L.LatLngBounds): void {
    const size = this.map.latLngToContainerPoint(box.getNorthEast()).distanceTo(this.map.latLngToContainerPoint(box.getSouthWest()))
    if (size < 40 || !this.map.getBounds().contains(box)) this.map.fitBounds(box, { padding: [70, 70], maxZoom: 17 })
  }

  resized(): void {
    this.map.invalidateSize({ animate: false })
  }

  /** After the frames that Leaflet's canvas has asked for: it forgets to call off some, and they find it gone. */
  remove(): void {
    requestAnimationFrame(() => this.map.remove())
  }
}
