/** Fonts that the shop's scripts made. One that cannot be loaded here gets its file from the host page. */
import type { FaceDescriptors } from "../../../alongside/wire/ops";
import { HOST_BLOB, urlsOf } from "./css_urls";
import type { Resources } from "./resources";

/** Until the file is there. */
const NONE = 'local("alongside-none")';

interface Made {
  readonly text: string;
  /** In the set, at the host. */
  isIn: boolean;
  face: FontFace;
}

export class MirrorFaces {
  private readonly made = new Map<number, Made>();

  constructor(
    private readonly document: Document,
    private readonly resources: Resources,
  ) {}

  /** Family null: it is not in the set any more; it may come again, in another place. */
  set(key: number, family: string | null, source: string, descriptors: FaceDescriptors): void {
    const known = this.made.get(key);
    if (known) this.document.fonts.delete(known.face);
    if (known) known.isIn = false;
    if (family === null) return;
    const text = JSON.stringify([family, source, descriptors]);
    if (known?.text !== text)
      return this.make(key, text, (from) => new FontFace(family, from, descriptors), source);
    known.isIn = true;
    this.document.fonts.add(known.face);
  }

  stop(): void {
    for (const { face } of this.made.values()) this.document.fonts.delete(face);
    this.made.clear();
  }

  private make(key: number, text: string, from: (source: string) => FontFace, source: string): void {
    const isHostOnly = HOST_BLOB.test(source);
    const made: Made = { text, isIn: true, face: from(isHostOnly ? NONE : source) };
    this.made.set(key, made);
    const urls = urlsOf(source, this.document.baseURI).filter((url) => !url.startsWith("data:"));
    const rescue = () => {
      for (const url of urls)
        this.resources.want(url, ({ objectUrl }) => this.replace(key, made, from(`url("${objectUrl}")`)));
    };
    if (isHostOnly) return rescue();
    this.document.fonts.add(made.face);
    made.face.loaded.catch(rescue);
  }

  private replace(key: number, made: Made, face: FontFace): void {
    if (this.made.get(key) !== made) return;
    this.document.fonts.delete(made.face);
    made.face = face;
    if (made.isIn) this.document.fonts.add(face);
  }
}
