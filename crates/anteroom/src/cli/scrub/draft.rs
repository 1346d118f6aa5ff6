//! A file that is not whole yet.

use std::fs::{self, File, OpenOptions};
use std::io::{BufWriter, Write};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// A file under a name that nobody looks for; gone again unless it is finished.
pub(super) struct Draft {
    file: BufWriter<File>,
    path: PathBuf,
    is_finished: bool,
}

impl Draft {
    pub(super) fn new(path: PathBuf, private: bool) -> std::io::Result<Self> {
        let mode = if private { 0o600 } else { 0o666 };
        let file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(mode)
            .open(&path)?;
        let file = BufWriter::new(file);
        Ok(Self {
            file,
            path,
            is_finished: false,
        })
    }

    /// Sets since when the content is what it is, instead of now.
    pub(super) fn date(&mut self, time: SystemTime) -> std::io::Result<()> {
        self.file.flush()?;
        self.file.get_ref().set_modified(time)
    }

    /// Gives it its name.
    pub(super) fn finish(mut self, name: &Path) -> std::io::Result<()> {
        self.file.flush()?;
        fs::rename(&self.path, name)?;
        self.is_finished = true;
        Ok(())
    }
}

impl Write for Draft {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.file.flush()
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        if !self.is_finished {
            // What cannot be removed now is removed by the next run.
            drop(fs::remove_file(&self.path));
        }
    }
}
