// widget-more.js: what the chat needs after the first sight of it. The first script loads it; see ../extras.ts.
import { meetingPlace } from "../extras.js";
import { makeExtras } from "./extras.js";

meetingPlace().makeExtras = makeExtras;
