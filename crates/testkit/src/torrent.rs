//! A server that breaks HTTP itself: it reads a request and then writes without end what no library for HTTP would write.
//!
//! The scripted server (`upstream.rs`) speaks through such a library, so what is wrong below the body is here.

use std::{
    io::{Read as _, Write as _},
    net::{SocketAddr, TcpListener, TcpStream},
    thread,
};

use anyhow::Result;

/// A kind of torrent: the model that asks for it, what it begins with, what it repeats.
struct Kind {
    model: &'static str,
    head: &'static str,
    again: &'static str,
}

const KINDS: [Kind; 4] = [
    Kind {
        model: "t-headers",
        head: "HTTP/1.1 200 OK\r\n",
        again: "x-header: and one more of them\r\n",
    },
    Kind {
        model: "t-header-line",
        head: "HTTP/1.1 200 OK\r\nx-header: ",
        again: "and on it goes ",
    },
    Kind {
        model: "t-interim",
        head: "",
        again: "HTTP/1.1 100 Continue\r\n\r\n",
    },
    Kind {
        model: "t-error-body",
        head: "HTTP/1.1 422 Unprocessable Content\r\ncontent-type: application/json\r\n\r\n{\"message\":\"",
        again: "and on it goes ",
    },
];

/// Roughly how much is written at a time.
const PIECE: usize = 16 * 1024;

/// A running torrent; it runs as long as the test's process.
#[derive(Clone, Copy, Debug)]
pub struct Torrent {
    address: SocketAddr,
}

impl Torrent {
    /// Starts on a free port of the loopback address.
    pub fn start() -> Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        let address = listener.local_addr()?;
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                thread::spawn(move || drop(pour(stream)));
            }
        });
        Ok(Self { address })
    }

    /// `http://127.0.0.1:PORT`, without a trailing slash.
    pub fn url(self) -> String {
        format!("http://{}", self.address)
    }

    /// The models to ask: each gets another torrent.
    pub fn models() -> Vec<String> {
        KINDS.iter().map(|kind| kind.model.to_owned()).collect()
    }
}

/// Reads until a model is named, and writes until nobody listens any more.
fn pour(mut stream: TcpStream) -> std::io::Result<()> {
    let kind = asked(&mut stream)?;
    stream.write_all(kind.head.as_bytes())?;
    let piece = kind.again.repeat(PIECE / kind.again.len());
    loop {
        stream.write_all(piece.as_bytes())?;
    }
}

fn asked(stream: &mut TcpStream) -> std::io::Result<&'static Kind> {
    let (mut heard, mut part) = (Vec::new(), [0; 4096]);
    loop {
        let length = stream.read(&mut part)?;
        heard.extend_from_slice(part.get(..length).unwrap_or_default());
        let text = String::from_utf8_lossy(&heard);
        let named = |kind: &&Kind| text.contains(&format!("\"{}\"", kind.model));
        match KINDS.iter().find(named) {
            Some(kind) => return Ok(kind),
            None if length == 0 => return Err(std::io::ErrorKind::UnexpectedEof.into()),
            None => {}
        }
    }
}
