/** A picture in the text: its bytes come from the space, since its address means nothing to the browser. */
import type { Node } from 'prosemirror-model'
import type { NodeView } from 'prosemirror-view'

export type LoadPicture = (address: string) => Promise<Blob | null>

export class PictureView implements NodeView {
  readonly dom: HTMLImageElement
  #node: Node
  #url: string | null = null

  constructor(node: Node, load: LoadPicture, className: string) {
    this.#node = node
    this.dom = document.createElement('img')
    this.dom.className = className
    this.dom.alt = String(node.attrs.alt)
    void load(String(node.attrs.src)).then(
      (blob) => {
        if (blob === null || this.#url === '') return
        this.#url = URL.createObjectURL(blob)
        this.dom.src = this.#url
      },
      // The description stays in its place, as in a page whose picture is missing.
      () => {},
    )
  }

  update(node: Node): boolean {
    if (node.type !== this.#node.type || node.attrs.src !== this.#node.attrs.src) return false
    this.#node = node
    this.dom.alt = String(node.attrs.alt)
    return true
  }

  destroy(): void {
    if (this.#url !== null) URL.revokeObjectURL(this.#url)
    this.#url = ''
  }
}
