//! The model side of the benchmark: answers at once, or streams: one chunk every so often, as a real model, or all of
//! them as fast as they are taken.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::time::Duration;

/// Time between two chunks.
const PACE: Duration = Duration::from_micros(500);

/// Starts the server on a free port; it ends with the process.
pub(crate) fn start() -> anyhow::Result<SocketAddr> {
    let listener = TcpListener::bind(("127.0.0.1", 0))?;
    let address = listener.local_addr()?;
    std::thread::spawn(move || {
        for connection in listener.incoming().flatten() {
            // A caller that leaves ends its own thread, nothing else.
            std::thread::spawn(move || drop(serve(connection)));
        }
    });
    Ok(address)
}

fn serve(connection: TcpStream) -> std::io::Result<()> {
    connection.set_nodelay(true)?;
    let mut reader = BufReader::new(connection.try_clone()?);
    let mut writer = connection;
    while let Some(body) = read_request(&mut reader)? {
        match Reply::wanted(&body) {
            Some(reply) => reply.stream(&mut writer)?,
            None => whole(&mut writer)?,
        }
    }
    Ok(())
}

fn read_request(reader: &mut impl BufRead) -> std::io::Result<Option<Vec<u8>>> {
    let (mut line, mut length) = (String::new(), 0);
    loop {
        line.clear();
        if reader.read_line(&mut line)? == 0 {
            return Ok(None);
        }
        if line.trim_end().is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().unwrap_or(0);
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    Ok(Some(body))
}

/// A reply to be streamed.
struct Reply {
    chunks: u64,
    paced: bool,
}

impl Reply {
    /// What the request asks for: `max_tokens` chunks, paced unless its temperature is zero; `None` when the reply is
    /// not to be streamed.
    fn wanted(body: &[u8]) -> Option<Reply> {
        let request: serde_json::Value = serde_json::from_slice(body).ok()?;
        request.get("stream")?.as_bool()?.then_some(())?;
        Some(Reply {
            chunks: request.get("max_tokens")?.as_u64()?,
            paced: request.get("temperature")?.as_f64()? > 0.0,
        })
    }

    fn stream(&self, writer: &mut impl Write) -> std::io::Result<()> {
        writer.write_all(
            b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n",
        )?;
        for number in 1..=self.chunks {
            self.chunk(writer, number)?;
        }
        event(writer, "[DONE]")?;
        writer.write_all(b"0\r\n\r\n")
    }

    fn chunk(&self, writer: &mut impl Write, number: u64) -> std::io::Result<()> {
        let finish = if number == self.chunks {
            "\"stop\""
        } else {
            "null"
        };
        event(
            writer,
            &format!(
                r#"{{"id":"b","object":"chat.completion.chunk","created":1,"model":"bench","choices":[{{"index":0,"delta":{{"content":"word{number} "}},"finish_reason":{finish}}}]}}"#
            ),
        )?;
        if self.paced {
            std::thread::sleep(PACE);
        }
        Ok(())
    }
}

fn whole(writer: &mut impl Write) -> std::io::Result<()> {
    let body = r#"{"id":"b","object":"chat.completion","created":1,"model":"bench","choices":[{"index":0,"message":{"role":"assistant","content":"Thank you, [PATIENT_1]. We will call you."},"finish_reason":"stop"}],"usage":{"prompt_tokens":9,"completion_tokens":9,"total_tokens":18}}"#;
    write!(
        writer,
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
}

fn event(writer: &mut impl Write, data: &str) -> std::io::Result<()> {
    let event = format!("data: {data}\n\n");
    writer.write_all(format!("{:x}\r\n{event}\r\n", event.len()).as_bytes())
}
