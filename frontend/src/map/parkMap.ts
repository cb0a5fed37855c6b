/** The map behind the page. Views hand it data and hear what the reader points at. */
import { fetchParcelTile } from '../api/endpoints'
import { gradeColor, type ColorKey } from '../domain/palette'
import { latitude, longitude, mercatorX, mercatorY, parkAt, contains, type Park, type Shape } from '../domain/parks'
import type { District } from '../domain/districts'
import type { MapPosition } from '../domain/viewState'
import { parkColor } from '../domain/legend'
import { Basemap, CHOROPLETH_UNTIL } from './basemap'
import { LabelsLayer, type Label } from './labelsLayer'
import { ParcelsLayer } from './parcelsLayer'
import type { Parcel } from './parcelTiles'
import { ParksLayer } from './parksLayer'

export interface Pointed {
  park: Park | null
  parcel: Parcel | null
  district: District | null
  x: number
  y: number
}

export interface ParkMapEvents {
  onPoint: (pointed: Pointed | null) => void
  onPark: (park: Park | null) => void
  onDistrict: (district: District) => void
  onMove: (position: MapPosition) => void
  onStale: () => void
  /** Null when a tile of parcels has come, else why one has not. */
  onParcels: (error: unknown) => void
}

export interface Padding {
  left: number
  right: number
  top: number
  bottom: number
}

const PANES: readonly [string, number][] = [['basemap', 210], ['parcels', 300], ['parks', 400], ['labels', 450]]

export class ParkMap {
  readonly map: L.Map
  private readonly basemap = new Basemap()
  private readonly parcels: ParcelsLayer
  private readonly parks = new ParksLayer()
  private readonly labels = new LabelsLayer()
  private districts: readonly District[] = []
  private byId: ReadonlyMap<number, Park> = new Map()
  private pointing = 0
  private token = ''
  private last: L.LeafletMouseEvent | null = null

  constructor(container: HTMLElement, scaleHost: HTMLElement, private readonly events: ParkMapEvents) {
    this.map = L.map(container, {
      zoomControl: false, attributionControl: false, zoomSnap: 0.25, wheelPxPerZoomLevel: 100, minZoom: 8, maxZoom: 18,
      center: [23.2, 113.45], zoom: 9.5, keyboard: true,
    })
    for (const [name, depth] of PANES) {
      const pane = this.map.createPane(name)
      pane.style.zIndex = String(depth)
      pane.style.pointerEvents = 'none'
    }
    this.parcels = new ParcelsLayer((z, x, y, signal) => fetchParcelTile(this.token, z, x, y, signal), {
      onTile: () => { this.pointAgain(); events.onParcels(null) },
      onStale: () => events.onStale(),
      onFailure: (error) => events.onParcels(error),
    })
    this.map.addLayer(this.basemap).addLayer(this.parcels).addLayer(this.parks).addLayer(this.labels)
    const scale = L.control.scale({ imperial: false, maxWidth: 90 }).addTo(this.map)
    // beside the legend, where no panel covers it
    scaleHost.append(scale.getContainer() ?? '')
    this.listen()
  }

  private listen(): void {
    this.map.on('moveend', () => this.events.onMove(this.position))
    this.map.on('mousemove', (event) => {
      cancelAnimationFrame(this.pointing)
      this.last = event
      this.pointing = requestAnimationFrame(() => this.point(event))
    })
    this.map.on('mouseout', () => this.leave())
    this.map.on('movestart', () => this.leave())
    this.map.on('click', (event) => this.click(event))
  }

  private leave(): void {
    cancelAnimationFrame(this.pointing)
    this.last = null
    this.parks.setHovered(null)
    this.parcels.setHovered(null)
    this.events.onPoint(null)
  }

  /** What lies under a resting pointer changes when data arrives. */
  private pointAgain(): void {
    if (this.last) this.point(this.last)
  }

  private find(event: L.LeafletMouseEvent): Pointed {
    const zoom = this.map.getZoom()
    const x = mercatorX(event.latlng.lng)
    const y = mercatorY(event.latlng.lat)
    const reach = 5 / (256 * 2 ** zoom)
    const drawn = this.parks.ordered
    const park = parkAt(drawn.filter((each) => this.parks.isSelected(each)), x, y, reach) ?? parkAt(drawn, x, y, reach)
    const district = zoom < CHOROPLETH_UNTIL ? (this.districts.find((each) => contains(each, x, y)) ?? null) : null
    return { park, parcel: this.parcels.at(zoom, x, y), district, x: event.containerPoint.x, y: event.containerPoint.y }
  }

  private point(event: L.LeafletMouseEvent): void {
    const pointed = this.find(event)
    this.parks.setHovered(pointed.park)
    this.parcels.setHovered(pointed.parcel)
    this.map.getContainer().classList.toggle('pointing', pointed.park !== null || pointed.district !== null)
    this.events.onPoint(pointed)
  }

  private click(event: L.LeafletMouseEvent): void {
    const { park, parcel, district } = this.find(event)
    const owner = parcel?.park ? this.byId.get(parcel.park) : undefined
    if (owner ?? park) this.events.onPark(owner ?? park)
    else if (district) this.events.onDistrict(district)
    else this.events.onPark(null)
  }

  get position(): MapPosition {
    const center = this.map.getCenter()
    return { lng: center.lng, lat: center.lat, zoom: this.map.getZoom() }
  }

  setDistricts(districts: readonly District[]): void {
    this.districts = districts
    this.basemap.setDistricts(districts)
  }

  setParks(parks: readonly Park[], token: string): void {
    if (token !== this.token) this.parcels.reload(token !== '')
    this.token = token
    this.byId = new Map(parks.map((park) => [park.id, park]))
    this.parks.setParks(parks)
    this.pointAgain()
  }

  setSelection(selected: ReadonlySet<number> | null, counts: ReadonlyMap<string, number>, focus: readonly string[]): void {
    this.parks.setSelected(selected)
    this.basemap.setCounts(counts, focus)
    this.styleParcels()
  }

  private color: (park: Park) => string = (park) => parkColor('grade', park)
  private gradesShown = true

  setColor(key: ColorKey): void {
    this.paint((park) => parkColor(key, park), key === 'grade')
  }

  /** Colours of the reader's own making; parcels take their park's, or with `grades` show their own grade. */
  paint(color: (park: Park) => string, grades = false): void {
    this.color = color
    this.gradesShown = grades
    this.parks.setColor(color)
    this.styleParcels()
  }

  private styleParcels(): void {
    const owner = (parcel: Parcel) => (parcel.park === null ? undefined : this.byId.get(parcel.park))
    this.parcels.setStyle({
      color: (parcel) => {
        if (this.gradesShown && parcel.grade) return gradeColor(parcel.grade)
        const park = owner(parcel)
        return park ? this.color(park) : gradeColor(parcel.grade)
      },
      faded: (parcel) => {
        const park = owner(parcel)
        return park !== undefined && !this.parks.isSelected(park)
      },
    })
  }

  setLabels(labels: readonly Label[]): void {
    this.labels.setLabels(labels)
  }

  choose(id: number | null): Park | null {
    const park = id === null ? null : (this.byId.get(id) ?? null)
    this.parks.setChosen(park)
    return park
  }

  moveTo(position: MapPosition): void {
    this.map.setView([position.lat, position.lng], position.zoom, { animate: false })
  }

  fit(shape: Pick<Shape, 'west' | 'north' | 'east' | 'south'>, padding: Padding, maxZoom = 15, animate = true): void {
    const bounds = L.latLngBounds(
      [latitude(shape.south), longitude(shape.west)], [latitude(shape.north), longitude(shape.east)],
    )
    this.map.fitBounds(bounds, {
      paddingTopLeft: [padding.left, padding.top], paddingBottomRight: [padding.right, padding.bottom], maxZoom, animate,
    })
  }

  /** Moves just enough for a park to be clear of the panels. */
  reveal(shape: Shape, padding: Padding): void {
    const point = this.map.latLngToContainerPoint([
      latitude((shape.north + shape.south) / 2), longitude((shape.west + shape.east) / 2),
    ])
    const size = this.map.getSize()
    const inside =
      point.x > padding.left && point.x < size.x - padding.right && point.y > padding.top && point.y < size.y - padding.bottom
    if (inside) return
    const middle = L.point(
      (padding.left + size.x - padding.right) / 2, (padding.top + size.y - padding.bottom) / 2,
    )
    this.map.panBy(point.subtract(middle), { animate: true, duration: 0.25 })
  }

  zoomBy(steps: number): void {
    this.map.setZoom(this.map.getZoom() + steps)
  }

  resized(): void {
    this.map.invalidateSize({ animate: false })
  }

  remove(): void {
    cancelAnimationFrame(this.pointing)
    this.map.remove()
  }
}
