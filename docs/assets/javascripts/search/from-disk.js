/* Search in a copy of the site that is opened from disk, where browsers allow no workers: stands in
   for the worker and loads the same engine and index as plain scripts, with the first search. From
   disk a result has to name its page's file, because a folder would show its list of files. */
"use strict"
{
  const folder = document.currentScript.src.replace(/[^/]*$/, "")
  const load = (name) =>
    new Promise((resolve, reject) => {
      const script = document.createElement("script")
      Object.assign(script, { src: folder + name, onload: resolve, onerror: reject })
      document.head.append(script)
    })

  const toFile = (item) => ({
    ...item,
    location: item.location.replace(/(^|\/)(?=#|$)/, "$1index.html"),
  })

  window.Worker = class extends EventTarget {
    constructor() {
      super()
      setTimeout(() => this.answer(1)) // ready, once the theme listens
    }

    answer(type, data) {
      this.dispatchEvent(new MessageEvent("message", { data: { type, data } }))
    }

    async postMessage({ type, data }) {
      if (type !== 2) return
      const query = data.trim()
      this.query = query
      let result = { items: [] }
      if (query) {
        this.search ??= load("words.js")
          .then(() => load("engine.js"))
          .then(() => load("index.js"))
          .then(() => siteSearch(searchIndex))
        try {
          result = (await this.search)(query)
          result.items = result.items.map((page) => page.map(toFile))
        } catch {
          this.search = undefined
        }
      }
      if (query === this.query) this.answer(3, result)
    }

    terminate() {}
  }
}
