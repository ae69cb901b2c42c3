/** The bundle media.js: tells the capture that brought it in how to look after the media of a frame, and how to reckon digests. */
import { digestNodes } from "../../alongside/wire/digest";
import { hooksOf } from "./capture/hooks";
import { FrameMedia } from "./media/frame_media";

const hooks = hooksOf(window);
if (hooks) {
  hooks.media = (scope, own) => new FrameMedia(scope, own);
  hooks.digest = digestNodes;
}
