//! Replies that are small on the way and 50 MB of text in a browser.

use crate::reply::{bytes, with_header};
use axum::body::Body;
use axum::http::header;
use axum::response::Response;
use flate2::{Compress, Compression, Crc, FlushCompress};

/// How much one piece of the filling is.
const PIECE: usize = 1_000_000;
/// How many pieces there are.
const PIECES: u32 = 50;

/// How a reply is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Packing {
    /// What was to be said, with 50 MB of one letter in the middle, in some 50 KB.
    Gzip,
    /// 50 MB of blanks, and nothing else, in 80 bytes.
    Brotli,
}

/// 50,000,000 blanks, by `zlib.brotliCompressSync(Buffer.alloc(50e6, 32))` of Node 20.
const BLANKS: [u8; 80] = [
    0xcb, 0xff, 0xff, 0x3f, 0xf8, 0x25, 0x40, 0xe2, 0xb1, 0x40, 0x20, 0xf7, 0xfe, 0x8f, 0xff, 0xff, 0x7f, 0xf0, 0x4b,
    0x00, 0xc4, 0x61, 0x11, 0x80, 0xee, 0xfd, 0x1f, 0xff, 0xff, 0xff, 0xe0, 0x97, 0x00, 0x88, 0xc3, 0x02, 0x00, 0xdd,
    0xfb, 0x3f, 0xfe, 0xff, 0xff, 0xc1, 0x2f, 0x01, 0x10, 0x87, 0x05, 0x00, 0xba, 0xf7, 0x7f, 0xfc, 0xff, 0xff, 0x83,
    0x5f, 0x02, 0x20, 0x0e, 0x0b, 0x00, 0x74, 0xef, 0xff, 0xf2, 0x0f, 0x5e, 0x0f, 0xbf, 0x04, 0x40, 0x1c, 0x16, 0x00,
    0xe8, 0xa0, 0xeb, 0x01,
];

/// A reply of that type that says `before`, much filling, `after`.
pub(crate) fn reply(packing: Packing, content_type: &'static str, before: &str, after: &str) -> Response {
    let (encoding, body) = match packing {
        Packing::Gzip => ("gzip", gzip(before, after)),
        Packing::Brotli => ("br", BLANKS.to_vec()),
    };
    with_header(bytes(200, content_type, Body::from(body)), header::CONTENT_ENCODING, encoding)
}

/// Packed by hand around one piece: to pack all of it takes seconds in a test build.
fn gzip(before: &str, after: &str) -> Vec<u8> {
    let letters = vec![b'x'; PIECE];
    let piece = flushed(&letters);
    let mut crc = checksum(before.as_bytes());
    let mut body = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];
    body.extend(flushed(before.as_bytes()));
    let (of_piece, of_end) = (checksum(&letters), checksum(after.as_bytes()));
    for _ in 0..PIECES {
        body.extend(&piece);
        crc.combine(&of_piece);
    }
    body.extend(flushed(after.as_bytes()));
    crc.combine(&of_end);
    // An empty last block, then what was packed: its checksum and its length.
    body.extend([0x03, 0x00]);
    body.extend(crc.sum().to_le_bytes());
    body.extend(crc.amount().to_le_bytes());
    body
}

/// Packed so that it ends with a whole byte, and that nothing after it looks back.
fn flushed(text: &[u8]) -> Vec<u8> {
    let mut packed = Vec::with_capacity(text.len() / 64 + 1_024);
    // Into memory that is large enough there is nothing that could fail; a reply cut short would fail its test.
    let _status = Compress::new(Compression::best(), false).compress_vec(text, &mut packed, FlushCompress::Full);
    packed
}

fn checksum(text: &[u8]) -> Crc {
    let mut crc = Crc::new();
    crc.update(text);
    crc
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn a_packed_reply_is_small_and_says_what_was_to_be_said_around_50_megabytes() {
        let packed = gzip("{\"id\":\"", "\"}");
        let mut text = String::new();
        flate2::read::GzDecoder::new(packed.as_slice()).read_to_string(&mut text).unwrap();
        assert!(packed.len() < 64 * 1024, "{}", packed.len());
        assert!(text.len() == 50_000_009 && text.starts_with("{\"id\":\"x") && text.ends_with("x\"}"));
    }
}
