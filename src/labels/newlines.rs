//! One kind of line end, so that lines can be counted.

use std::io::Read;

/// Passes bytes on with every CR LF and every lone CR as one LF.
///
/// The csv crate counts line feeds when it comes across them, which for CR LF is one record late.
pub(crate) struct Newlines<R> {
    inner: R,
    after_return: bool,
}

impl<R> Newlines<R> {
    pub fn new(inner: R) -> Self {
        Newlines {
            inner,
            after_return: false,
        }
    }
}

impl<R: Read> Read for Newlines<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        loop {
            let n = self.inner.read(buffer)?;
            if n == 0 || (!self.after_return && !buffer[..n].contains(&b'\r')) {
                return Ok(n);
            }
            let mut kept = 0;
            for i in 0..n {
                let byte = buffer[i];
                let second = byte == b'\n' && self.after_return;
                self.after_return = byte == b'\r';
                if !second {
                    buffer[kept] = if byte == b'\r' { b'\n' } else { byte };
                    kept += 1;
                }
            }
            // Nothing kept is not the end of the file.
            if kept > 0 {
                return Ok(kept);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Newlines;
    use quickcheck::quickcheck;
    use std::io::Read;

    /// Hands out one to four bytes at a time, so that pairs are cut everywhere.
    struct Drip<'a>(&'a [u8], usize);
    impl Read for Drip<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            self.1 += 1;
            let n = (1 + self.1 % 4).min(self.0.len()).min(buffer.len());
            buffer[..n].copy_from_slice(&self.0[..n]);
            self.0 = &self.0[n..];
            Ok(n)
        }
    }

    quickcheck! {
        fn as_replacing_in_the_whole_text(codes: Vec<u8>) -> bool {
            let text: String = codes.iter().map(|c| ['\r', '\n', 'x'][usize::from(c % 3)]).collect();
            let mut out = String::new();
            Newlines::new(Drip(text.as_bytes(), 0)).read_to_string(&mut out).is_ok()
                && out == text.replace("\r\n", "\n").replace('\r', "\n")
        }
    }
}
