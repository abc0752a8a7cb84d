// Holds what is known. Changes made in one go are told once; a view compares the parts that it shows.

export class Store<State extends object> {
  private readonly listeners = new Set<(state: State) => void>();
  private announced = true;

  constructor(private current: State) {}

  get state(): State {
    return this.current;
  }

  change(part: Partial<State>): void {
    this.current = { ...this.current, ...part };
    if (!this.announced) return;
    this.announced = false;
    queueMicrotask(() => this.announce());
  }

  /** Calls back now and after every change; returns how to stop. */
  subscribe(listener: (state: State) => void): () => void {
    this.listeners.add(listener);
    listener(this.current);
    return () => this.listeners.delete(listener);
  }

  private announce(): void {
    this.announced = true;
    for (const listener of this.listeners) listener(this.current);
  }
}
