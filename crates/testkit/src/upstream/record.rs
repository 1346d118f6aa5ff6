//! What the scripted server received: each request, and the raw bytes of its sockets.

use std::{
    fs::File,
    io::Write as _,
    path::Path,
    sync::{Mutex, MutexGuard, PoisonError},
};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// One request as it arrived.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Received {
    /// `POST`, `GET`, …
    pub method: String,
    /// Path and query.
    pub uri: String,
    /// Names and values in order of arrival; bytes that are not UTF-8 are replaced.
    pub headers: Vec<(String, String)>,
    /// The body; bytes that are not UTF-8 are replaced.
    pub body: String,
    /// SHA-256 of the body's bytes, in hexadecimal: what the log entry of this request must name.
    pub body_sha256: String,
}

/// Everything received, in memory or in a file.
#[derive(Debug)]
pub struct Record {
    kept: Mutex<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    requests: Vec<Received>,
    raw: Vec<u8>,
    files: Option<(File, File)>,
    forgetful: bool,
}

impl Record {
    pub(super) fn in_memory() -> Self {
        Self {
            kept: Mutex::default(),
        }
    }

    pub(super) fn nowhere() -> Self {
        Self {
            kept: Mutex::new(Kept {
                forgetful: true,
                ..Kept::default()
            }),
        }
    }

    pub(super) fn in_file(path: &Path) -> anyhow::Result<Self> {
        let raw = raw_path(path);
        let files = Some((File::create(path)?, File::create(raw)?));
        Ok(Self {
            kept: Mutex::new(Kept {
                files,
                ..Kept::default()
            }),
        })
    }

    /// The requests received so far.
    pub fn requests(&self) -> Vec<Received> {
        self.kept().requests.clone()
    }

    /// The request that arrived last.
    pub fn last(&self) -> Option<Received> {
        self.kept().requests.last().cloned()
    }

    /// How many requests have arrived.
    pub fn count(&self) -> usize {
        self.kept().requests.len()
    }

    /// The raw bytes of all sockets so far, in order of arrival.
    pub fn raw(&self) -> Vec<u8> {
        self.kept().raw.clone()
    }

    pub(super) fn add(&self, received: Received) {
        let mut kept = self.kept();
        if kept.forgetful {
            return;
        }
        if let Some((lines, _raw)) = &mut kept.files {
            let line = serde_json::to_string(&received).unwrap_or_default();
            // A record that cannot be written shows as missing requests in the suite that reads it.
            let _unwritten = writeln!(lines, "{line}");
        }
        kept.requests.push(received);
    }

    pub(super) fn add_raw(&self, bytes: &[u8]) {
        let mut kept = self.kept();
        if kept.forgetful {
            return;
        }
        match &mut kept.files {
            Some((_lines, raw)) => {
                let _unwritten = raw.write_all(bytes);
            }
            None => kept.raw.extend_from_slice(bytes),
        }
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Received {
    pub(super) fn new(parts: &http::request::Parts, body: &[u8]) -> Self {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Self {
            method: parts.method.to_string(),
            uri: parts.uri.to_string(),
            headers: parts
                .headers
                .iter()
                .map(|(name, value)| (name.to_string(), text(value.as_bytes())))
                .collect(),
            body: text(body),
            body_sha256: hex::encode(Sha256::digest(body)),
        }
    }

    /// The body as JSON, or `null` when it is none.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_default()
    }
}

/// Where the raw bytes beside the record file `path` go.
pub(crate) fn raw_path(path: &Path) -> std::path::PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".raw");
    name.into()
}
