//! A bound on what one row may hold.

use std::cell::Cell;
use std::io::{Error, Read};
use std::rc::Rc;

/// A longer row is no label: a quote left open in a large file, or a file that was packed to fill
/// the memory.
pub(crate) const LONGEST_ROW: u64 = 1 << 26;

/// Passes bytes on and fails once more than [`LONGEST_ROW`] of them came since the counter was last
/// set to 0.
pub(crate) struct Guard<R> {
    inner: R,
    since: Rc<Cell<u64>>,
}

impl<R> Guard<R> {
    /// The reader, and the counter that the taker of rows sets to 0 after each.
    pub fn new(inner: R) -> (Self, Rc<Cell<u64>>) {
        let since = Rc::new(Cell::new(0));
        let counter = Rc::clone(&since);
        (Guard { inner, since }, counter)
    }
}

impl<R: Read> Read for Guard<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let n = self.inner.read(buffer)?;
        let sum = self.since.get() + n as u64;
        self.since.set(sum);
        if sum > LONGEST_ROW {
            return Err(Error::other(format!(
                "a row is longer than {LONGEST_ROW} bytes; is a quote left open?"
            )));
        }
        Ok(n)
    }
}
