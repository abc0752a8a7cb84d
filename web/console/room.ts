// The room of a pod: what colleagues say to one another, and the cases they bring along.
import type { RoomMessage } from "../shared/desk_contract.js";
import { parseRoomMessage } from "../shared/desk_contract.js";
import { fields, list, number, text } from "../shared/read.js";

export interface Room {
  /** False: not heard of yet, or this person has no pod. */
  readonly ready: boolean;
  readonly pod: string;
  /** Oldest first. */
  readonly messages: readonly RoomMessage[];
  readonly unread: number;
}

export const emptyRoom: Room = { ready: false, pod: "", messages: [], unread: 0 };

export function parseRoom(value: unknown): Room {
  const from = fields(value);
  return {
    ready: true,
    pod: text(from.pod) || text(fields(from.pod).name),
    messages: inOrder(list(from.messages, parseRoomMessage)),
    unread: number(from.unread),
  };
}

export const withMessage = (room: Room, message: RoomMessage, isNews: boolean): Room => ({
  ...room,
  messages: joined(room.messages, [message]),
  unread: room.unread + (isNews && !room.messages.some(({ id }) => id === message.id) ? 1 : 0),
});

/** What was fetched counts, with what the stream has told since and what was read before. */
export const joined = (known: readonly RoomMessage[], others: readonly RoomMessage[]): readonly RoomMessage[] =>
  inOrder([...new Map([...known, ...others].map((message) => [message.id, message])).values()]);

const inOrder = (messages: readonly RoomMessage[]): RoomMessage[] =>
  [...messages].sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
