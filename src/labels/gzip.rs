//! Gzip as it is found: several members one after another, and zeros behind the last.

use flate2::bufread::GzDecoder;
use std::io::{BufRead, Error, ErrorKind, Read};

/// Decodes member after member. What follows the last may be zeros, as tapes and block devices
/// leave them; anything else is refused.
pub(crate) struct Members<R> {
    state: State<R>,
}

enum State<R> {
    Inside(GzDecoder<R>),
    Done,
}

impl<R: BufRead> Members<R> {
    pub fn new(inner: R) -> Self {
        Members {
            state: State::Inside(GzDecoder::new(inner)),
        }
    }
}

impl<R: BufRead> Read for Members<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        loop {
            let State::Inside(decoder) = &mut self.state else {
                return Ok(0);
            };
            let n = decoder.read(buffer)?;
            if n > 0 {
                return Ok(n);
            }
            let State::Inside(decoder) = std::mem::replace(&mut self.state, State::Done) else {
                return Ok(0);
            };
            let mut inner = decoder.into_inner();
            let mut padded = false;
            loop {
                let ahead = inner.fill_buf()?;
                let Some(&next) = ahead.first() else {
                    return Ok(0);
                };
                if next != 0 {
                    break;
                }
                padded = true;
                let zeros = ahead.iter().take_while(|&&b| b == 0).count();
                inner.consume(zeros);
            }
            if padded {
                return Err(Error::new(
                    ErrorKind::InvalidData,
                    "there are bytes behind the zeros at the end of the gzip data",
                ));
            }
            self.state = State::Inside(GzDecoder::new(inner));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Members;
    use std::io::{Read, Write};

    fn packed(text: &str) -> Vec<u8> {
        let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        out.write_all(text.as_bytes()).expect("memory");
        out.finish().expect("memory")
    }

    fn read(bytes: &[u8]) -> std::io::Result<String> {
        let mut text = String::new();
        Members::new(bytes).read_to_string(&mut text).map(|_| text)
    }

    #[test]
    fn members_and_zeros_are_read_and_other_bytes_refused() {
        let [a, b] = ["first ", "second"].map(packed);
        let both = [&a[..], &b].concat();
        assert_eq!(read(&both).expect("two members"), "first second");
        for zeros in [1, 512, 100_000] {
            let padded = [&both[..], &vec![0; zeros]].concat();
            assert_eq!(read(&padded).expect("zeros"), "first second");
        }
        assert!(read(&[&both[..], b"\0\0x"].concat()).is_err());
        assert!(read(&[&both[..], b"junk"].concat()).is_err());
        assert!(read(&both[..both.len() - 3]).is_err());
    }
}
