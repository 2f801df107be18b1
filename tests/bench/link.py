"""What one direction between two places does to its packets. Knows no clock: whoever sends says what time it is (s)."""
import random

BURST = 3000                                            # bytes that a link which was idle sends at once: two packets


class Link:
    def __init__(self, seed=None):
        self.one_way = 0.0                              # seconds
        self.rate = 0.0                                 # bytes a second; 0: no limit
        self.queue = 0.0                                # seconds that a packet may wait for its turn
        self.loss = 0.0                                 # share of packets
        self.burst = 1.0                                # packets that are lost in a row, on average
        self._busy = 0.0                                # until when the link sends what it has got
        self._losing = False
        self._random = random.Random(seed)

    def limit(self, kilobits, queue_ms):
        self.rate, self.queue, self._busy = kilobits * 125, queue_ms / 1000, 0.0

    def lose(self, percent, burst=1.0):
        self.loss, self.burst, self._losing = percent / 100, max(1.0, burst), False

    def arrival(self, now, size):
        """When the packet arrives; None if it never does."""
        if self._is_lost():
            return None
        if self.rate == 0:
            return now + self.one_way
        # A token bucket: what the link could have sent while it was idle is kept, up to BURST.
        start = max(self._busy, now - BURST / self.rate)
        if start - now > self.queue:
            return None                                 # tail drop: the queue is full
        self._busy = start + size / self.rate
        return max(now, self._busy) + self.one_way

    def _is_lost(self):
        """Gilbert's model: a state that loses everything, and one that loses nothing. With a burst of 1 each packet is on its own."""
        if self.loss == 0 or self.loss >= 1:
            return self.loss >= 1
        if self.burst == 1:
            return self._random.random() < self.loss
        ends, begins = 1 / self.burst, self.loss / (self.burst * (1 - self.loss))
        self._losing = self._random.random() < (1 - ends if self._losing else begins)
        return self._losing
