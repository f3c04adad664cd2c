/** What one looks for first in an annotation, where a terminal has no room for all of it. */
export const firstFields = ['type', 'instance', 'class', 'status'];
