/** The small map of a survey: what the file brings, coloured by what will happen to each row. */
import type { Bounds, Outcome, Preview } from '../api/types'
import type { District } from '../domain/districts'
import { OUTCOME_COLORS } from '../domain/survey'
import { Basemap } from './basemap'

type Row = { row?: number | null; outcome?: Outcome }

export class PreviewMap {
  private readonly map: L.Map
  private readonly basemap = new Basemap()
  private readonly shapes: L.GeoJSON<Row>
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

  show(preview: Preview, bounds: Bounds | null | undefined): void {
    this.shapes.clearLayers()
    for (const feature of preview.features) if (feature.geometry) this.shapes.addData(feature as GeoJSON.Feature)
    // one shape in another province must not shrink all others to a dot
    const usable = preview.features.filter((feature) => feature.geometry && feature.properties.outcome !== 'rejected')
    const box = usable.length ? L.geoJSON(usable as GeoJSON.Feature[]).getBounds() : this.shapes.getBounds()
    if (box.isValid()) this.map.fitBounds(box, { padding: [16, 16], maxZoom: 17 })
    else if (bounds) this.map.fitBounds([[bounds[1], bounds[0]], [bounds[3], bounds[2]]], { padding: [16, 16] })
  }

  choose(row: number | null): void {
    this.chosen = row
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

  remove(): void {
    this.map.remove()
  }
}
