/** HTTP statuses that responses have in practice: the IANA registry, and what proxies add (520 to 530). */
export const successStatuses: readonly number[] = [
  200, 201, 202, 203, 204, 205, 206, 207, 208, 226,
];

export const errorStatuses: readonly number[] = [
  400, 401, 402, 403, 404, 405, 406, 407, 408, 409, 410, 411, 412, 413, 414, 415, 416, 417, 418,
  421, 422, 423, 424, 425, 426, 428, 429, 431, 451, 500, 501, 502, 503, 504, 505, 506, 507, 508,
  510, 511, 520, 521, 522, 523, 524, 525, 526, 527, 530,
];
