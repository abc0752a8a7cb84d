// The live connection to the desk: reconnects by itself, says honestly how it stands, and asks for a fresh look
// whenever something may have been missed.
import type { DeskFrame } from "../shared/desk_contract.js";
import { parseDeskFrame } from "../shared/desk_contract.js";
import { json } from "../shared/read.js";

const PATH = "/api/v1/desk/stream";
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;
/** After so long without a frame we look whether the line is still alive. */
const SILENCE_MS = 30_000;
const UNAUTHORISED = 4401;
const LOCKED = 4423;

export type Link = "connecting" | "live" | "lost";

export interface StreamHooks {
  onFrame(frame: DeskFrame): void;
  onLink(link: Link): void;
  onSignedOut(): void;
  onLocked(): void;
  /** Fetches what may have been missed; rejects if the server cannot be reached. */
  catchUp(): Promise<void>;
}

export class Stream {
  private socket: WebSocket | null = null;
  private pause = FIRST_PAUSE_MS;
  private retry = 0;
  private silence = 0;
  private readonly wake = (): void => this.reconnectNow();

  constructor(private readonly hooks: StreamHooks) {}

  start(): void {
    addEventListener("online", this.wake);
    addEventListener("offline", this.wake);
    this.connect();
  }

  stop(): void {
    removeEventListener("online", this.wake);
    removeEventListener("offline", this.wake);
    clearTimeout(this.retry);
    clearTimeout(this.silence);
    const socket = this.socket;
    this.socket = null;
    socket?.close();
  }

  reconnectNow(): void {
    clearTimeout(this.silence);
    this.hooks.onLink("lost");
    const socket = this.socket;
    this.socket = null;
    socket?.close();
    this.connect();
  }

  private connect(): void {
    clearTimeout(this.retry);
    const socket = new WebSocket(new URL(PATH, location.href.replace(/^http/, "ws")));
    this.socket = socket;
    socket.addEventListener("open", () => this.current(socket) && void this.opened());
    socket.addEventListener("message", ({ data }) => this.current(socket) && this.received(data));
    socket.addEventListener("close", ({ code }) => this.current(socket) && this.closed(code));
  }

  /** Late events of a connection that we gave up are of no interest. */
  private current(socket: WebSocket): boolean {
    return this.socket === socket;
  }

  private async opened(): Promise<void> {
    this.listenForSilence();
    try {
      await this.hooks.catchUp();
      this.pause = FIRST_PAUSE_MS;
      this.hooks.onLink("live");
    } catch {
      this.socket?.close();
    }
  }

  private received(data: unknown): void {
    this.listenForSilence();
    const frame = typeof data === "string" ? parseDeskFrame(json(data)) : null;
    if (frame) this.hooks.onFrame(frame);
  }

  private closed(code: number): void {
    clearTimeout(this.silence);
    if (code === UNAUTHORISED) return this.hooks.onSignedOut();
    if (code === LOCKED) return this.hooks.onLocked();
    this.hooks.onLink("lost");
    this.retry = setTimeout(() => this.connect(), this.pause * (0.7 + 0.6 * Math.random()));
    this.pause = Math.min(this.pause * 2, LONGEST_PAUSE_MS);
  }

  private listenForSilence(): void {
    clearTimeout(this.silence);
    this.silence = setTimeout(() => void this.checkLine(), SILENCE_MS);
  }

  private async checkLine(): Promise<void> {
    try {
      await this.hooks.catchUp();
      this.listenForSilence();
    } catch {
      this.reconnectNow();
    }
  }
}
