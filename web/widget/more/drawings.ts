// The second script's drawings, as strokes in a square of 24.

export const DRAWINGS = {
  star: "M12 3.6l2.6 5.3 5.8.8-4.2 4.1 1 5.8-5.2-2.7-5.2 2.7 1-5.8-4.2-4.1 5.8-.8Z",
  again: "M4.5 12a7.5 7.5 0 1 0 2.4-5.5L4.5 8.8M4.5 4v4.8h4.8",
  paper: "M7 3.5h6.5L18 8v12.5H7ZM13.5 3.5V8H18M10 12.5h5M10 16h5",
  remove: "M7 7l10 10M17 7L7 17",
} as const;
