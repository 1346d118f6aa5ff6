//! A small HTTP/1.1 client over one kept-alive connection, so that the measured process does nearly all of the work.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};

/// One kept-alive connection.
pub(crate) struct Client {
    stream: BufReader<TcpStream>,
    address: SocketAddr,
    key: String,
}

/// What one exchange took.
pub(crate) struct Timing {
    /// From the first byte written to the first byte of the body.
    pub(crate) first_byte: Duration,
    /// From the first byte written to the end of the body.
    pub(crate) whole: Duration,
}

impl Client {
    /// Opens the connection; `key` is sent as a bearer token.
    pub(crate) fn connect(address: SocketAddr, key: &str) -> anyhow::Result<Client> {
        let stream =
            TcpStream::connect(address).with_context(|| format!("cannot connect to {address}"))?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(60)))?;
        Ok(Client {
            stream: BufReader::new(stream),
            address,
            key: key.to_owned(),
        })
    }

    /// Posts a chat request and reads the reply to its end.
    pub(crate) fn post(&mut self, body: &str) -> anyhow::Result<Timing> {
        let request = format!(
            "POST /v1/chat/completions HTTP/1.1\r\nhost: {}\r\nauthorization: Bearer {}\r\n\
             content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
            self.address,
            self.key,
            body.len()
        );
        let start = Instant::now();
        self.stream.get_mut().write_all(request.as_bytes())?;
        let head = self.head()?;
        ensure!(
            head.status == 200,
            "{} answered {}",
            self.address,
            head.status
        );
        let first_byte = match head.length {
            Some(length) => self.sized(length, start)?,
            None => self.chunked(start)?,
        };
        Ok(Timing {
            first_byte,
            whole: start.elapsed(),
        })
    }

    fn head(&mut self) -> anyhow::Result<Head> {
        let mut head = Head {
            status: 0,
            length: None,
        };
        let mut line = String::new();
        loop {
            line.clear();
            ensure!(
                self.stream.read_line(&mut line)? > 0,
                "the connection was closed before the reply"
            );
            let text = line.trim_end();
            if text.is_empty() {
                return Ok(head);
            }
            if let Some(rest) = text.strip_prefix("HTTP/1.1 ") {
                head.status = rest.split(' ').next().unwrap_or_default().parse()?;
            } else if let Some((name, value)) = text.split_once(':')
                && name.eq_ignore_ascii_case("content-length")
            {
                head.length = Some(value.trim().parse()?);
            }
        }
    }

    fn sized(&mut self, length: usize, start: Instant) -> anyhow::Result<Duration> {
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body)?;
        Ok(start.elapsed())
    }

    fn chunked(&mut self, start: Instant) -> anyhow::Result<Duration> {
        let mut first = None;
        let (mut line, mut chunk) = (String::new(), Vec::new());
        loop {
            line.clear();
            self.stream.read_line(&mut line)?;
            let size =
                usize::from_str_radix(line.trim_end(), 16).context("a chunk without a size")?;
            first.get_or_insert_with(|| start.elapsed());
            chunk.resize(size + 2, 0);
            self.stream.read_exact(&mut chunk)?;
            if size == 0 {
                return Ok(first.unwrap_or_default());
            }
        }
    }
}

struct Head {
    status: u16,
    length: Option<usize>,
}

/// So many connections at once, each sending so many requests one after the other.
pub(crate) fn burst(
    address: SocketAddr,
    key: &str,
    body: &str,
    connections: usize,
    each: usize,
) -> anyhow::Result<()> {
    std::thread::scope(|scope| {
        let senders: Vec<_> = (0..connections)
            .map(|_| scope.spawn(|| send(address, key, body, each)))
            .collect();
        senders
            .into_iter()
            .try_for_each(|sender| match sender.join() {
                Ok(result) => result,
                Err(_) => anyhow::bail!("a sender stopped"),
            })
    })
}

fn send(address: SocketAddr, key: &str, body: &str, times: usize) -> anyhow::Result<()> {
    let mut client = Client::connect(address, key)?;
    (0..times).try_for_each(|_| client.post(body).map(drop))
}
