//! The data folder: made for its owner only, and refused when anybody else can read it.
//!
//! ```text
//! DIR/              0700
//!   anteroom.db     0600  the tables (SQLite)
//!   checkpoint      0600  the newest signed checkpoint of the audit log
//!   checkpoint.lock 0600  held by whoever is writing it
//!   keys/           0700
//!     seal.key      0600  the keys that seal content columns, one in hex a line, the first seals
//!     log.key       0600  the key that signs checkpoints
//!     log.pub       0600  its public half, for anybody who wants to verify
//!   server.lock     0600  held by the one server that works in this folder; where it listens
//!   setup.typed     0600  what was typed so far while setting up, sealed; gone once the practice is set up
//!   setup.paper     0600  the signed agreement's file that goes with it, sealed
//! ```
//! The keys may also come from elsewhere: whoever builds a [`Config`](crate::Config) by hand does
//! not need the key files.

use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io::{Seek as _, Write as _};
use std::net::SocketAddr;
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use anteroom_audit::{Signer, VerifyingKey};
use zeroize::Zeroizing;

use crate::checkpoint_file;
use crate::error::StoreError;
use crate::seal::{self, KeyRing};
use crate::{Config, Limits, Now, Place};

/// Permission bits of the group and of others.
const OTHERS: u32 = 0o077;

/// A data folder whose permissions were checked.
#[derive(Clone, Debug)]
pub struct Folder {
    path: PathBuf,
}

/// What was made for a practice that is being set up. Dropped without [`Beginning::keep`], it
/// removes that again.
#[derive(Debug, Default)]
#[must_use = "dropping it removes what was made"]
pub struct Beginning {
    files: Vec<PathBuf>,
}

/// Held while a server works in the folder; let go when dropped or when the process ends.
#[derive(Debug)]
pub struct ServerLock {
    file: File,
}

impl ServerLock {
    /// Writes down where the server listens, for [`Folder::server_address`].
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn listens(&mut self, address: SocketAddr) -> std::io::Result<()> {
        self.file.set_len(0)?;
        self.file.rewind()?;
        writeln!(self.file, "{address}")?;
        self.file.flush()
    }
}

/// Why the data folder is not usable. Paths are the operator's own and may be shown.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FolderError {
    /// Keys are there already; they are never overwritten.
    #[error("{0} already exists; it is never overwritten")]
    Exists(PathBuf),
    /// The operating system refused.
    #[error("cannot use {path}: {why}")]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// The kind of failure.
        why: std::io::ErrorKind,
    },
    /// A file does not hold what it should.
    #[error("{0} does not hold a key of this kind")]
    Key(PathBuf),
    /// It is not a folder, or a link to one.
    #[error("{0} is not a folder of its own (links are refused)")]
    NotAFolder(PathBuf),
    /// Others can read it.
    #[error("{path} can be read by others (mode {mode:03o}); run: chmod go-rwx {path}")]
    Open {
        /// The file or folder.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
    },
    /// Another server works in it.
    #[error("another server is using {0}")]
    Taken(PathBuf),
}

impl Folder {
    /// Makes the folder and its `keys` folder, where they are missing, for the owner only.
    ///
    /// # Errors
    /// When it cannot be made, or is there and not private.
    pub fn create(path: &Path) -> Result<Folder, FolderError> {
        let path = &itself(path);
        if path.is_symlink() {
            return Err(FolderError::NotAFolder(path.clone()));
        }
        for folder in [path, &path.join("keys")] {
            let made = DirBuilder::new().recursive(true).mode(0o700).create(folder);
            made.map_err(|error| io(folder, &error))?;
        }
        Folder::open(path)
    }

    /// Opens a folder that is there.
    ///
    /// # Errors
    /// When it is missing, a link, or readable by others.
    pub fn open(path: &Path) -> Result<Folder, FolderError> {
        let path = &itself(path);
        for folder in [path, &path.join("keys")] {
            let found = fs::symlink_metadata(folder).map_err(|error| io(folder, &error))?;
            if !found.is_dir() {
                return Err(FolderError::NotAFolder(folder.to_owned()));
            }
            private(folder, &found)?;
        }
        Ok(Folder {
            path: path.to_owned(),
        })
    }

    /// The folder.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The file of the embedded database.
    #[must_use]
    pub fn database(&self) -> PathBuf {
        self.path.join("anteroom.db")
    }

    /// The file that holds the newest signed checkpoint.
    #[must_use]
    pub fn checkpoint(&self) -> PathBuf {
        self.path.join("checkpoint")
    }

    /// Makes the key files, a new sealing key and a new signing key, and the checkpoint of the log
    /// that begins with them.
    ///
    /// # Errors
    /// When one is there already; then what was made is removed again.
    pub fn create_keys(&self) -> Result<(), StoreError> {
        self.begin().map(Beginning::keep)
    }

    /// As [`Folder::create_keys`], for a practice that is being set up: unless it is kept in the
    /// end, all that was made is removed again, so that setting up can be tried anew.
    ///
    /// # Errors
    /// As [`Folder::create_keys`].
    pub fn begin(&self) -> Result<Beginning, StoreError> {
        let mut made = Beginning::default();
        let name = format!("anteroom/{}", seal::hex(&*seal::random::<8>()?));
        let signer = Signer::from_seed(&name, &*seal::random::<32>()?)?;
        let sealing = Zeroizing::new(format!("{}\n", seal::hex(&*seal::random::<32>()?)));
        let signing = Zeroizing::new(format!("{}\n", signer.to_secret_text()));
        let public = format!("{}\n", signer.verifying_key());
        for (name, text) in [
            ("seal.key", &*sealing),
            ("log.key", &*signing),
            ("log.pub", &public),
        ] {
            let path = self.key_file(name);
            write_new(&path, text)?;
            made.files.push(path);
        }
        let path = self.checkpoint();
        made.files.extend(self.will_be_made());
        checkpoint_file::create(&path, &signer).map_err(|error| io(&path, &error))?;
        Ok(made)
    }

    /// The files that do not exist yet and come into being with the practice.
    fn will_be_made(&self) -> Vec<PathBuf> {
        let names = [
            "checkpoint",
            "checkpoint.lock",
            "checkpoint.new",
            "anteroom.db",
            "anteroom.db-revision",
            "anteroom.db-shm",
            "anteroom.db-wal",
        ];
        let paths = names.map(|name| self.path.join(name));
        paths.into_iter().filter(|path| !path.exists()).collect()
    }

    /// The keys that seal content columns.
    ///
    /// # Errors
    /// When the file is missing, readable by others, or holds something else.
    pub fn ring(&self) -> Result<KeyRing, StoreError> {
        let path = self.key_file("seal.key");
        let text = read_private(&path)?;
        let keys: Option<Vec<_>> = text.lines().map(unhex).collect();
        let keys = keys.ok_or(FolderError::Key(path))?;
        Ok(KeyRing::new(keys)?)
    }

    /// The key that signs the log's checkpoints.
    ///
    /// # Errors
    /// When the file is missing, readable by others, or holds something else.
    pub fn signer(&self) -> Result<Signer, FolderError> {
        let path = self.key_file("log.key");
        let text = read_private(&path)?;
        Signer::from_secret_text(&text).map_err(|_| FolderError::Key(path))
    }

    /// The public half of the key that signs checkpoints.
    ///
    /// # Errors
    /// As [`Folder::signer`].
    pub fn verifying_key(&self) -> Result<VerifyingKey, FolderError> {
        Ok(self.signer()?.verifying_key())
    }

    /// What [`Store::open`](crate::Store::open) needs, with this folder's database and keys.
    ///
    /// # Errors
    /// When a key file is not usable.
    pub fn config(&self, now: Now) -> Result<Config, StoreError> {
        Ok(Config {
            place: Place::Sqlite(self.database()),
            ring: self.ring()?,
            signer: self.signer()?,
            checkpoint_file: Some(self.checkpoint()),
            now,
            limits: Limits::default(),
        })
    }

    /// Takes the folder for one server. Commands run beside it without this lock.
    ///
    /// # Errors
    /// When another server has it.
    pub fn lock_server(&self) -> Result<ServerLock, FolderError> {
        let path = self.path.join("server.lock");
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .mode(0o600)
            .open(&path)
            .map_err(|error| io(&path, &error))?;
        match file.try_lock() {
            Ok(()) => {
                // Where an earlier server listened says nothing any more.
                file.set_len(0).map_err(|error| io(&path, &error))?;
                Ok(ServerLock { file })
            }
            Err(TryLockError::WouldBlock) => Err(FolderError::Taken(self.path.clone())),
            Err(TryLockError::Error(error)) => Err(io(&path, &error)),
        }
    }

    /// Where the server that holds [`Folder::lock_server`] said that it listens; what stands there without one is old.
    #[must_use]
    pub fn server_address(&self) -> Option<SocketAddr> {
        let said = fs::read_to_string(self.path.join("server.lock")).ok()?;
        said.trim().parse().ok()
    }

    fn key_file(&self, name: &str) -> PathBuf {
        self.path.join("keys").join(name)
    }
}

impl Beginning {
    /// Keeps what was made.
    pub fn keep(mut self) {
        self.files.clear();
    }
}

impl Drop for Beginning {
    fn drop(&mut self) {
        for file in &self.files {
            // Some were not made yet when it broke off.
            let _ = fs::remove_file(file);
        }
    }
}

/// The path without a trailing slash or dot, after which a link would be taken for its target.
fn itself(path: &Path) -> PathBuf {
    path.components().collect()
}

pub(crate) fn io(path: &Path, error: &std::io::Error) -> FolderError {
    FolderError::Io {
        path: path.to_owned(),
        why: error.kind(),
    }
}

fn private(path: &Path, found: &fs::Metadata) -> Result<(), FolderError> {
    let mode = found.permissions().mode() & 0o777;
    if mode & OTHERS != 0 {
        return Err(FolderError::Open {
            path: path.to_owned(),
            mode,
        });
    }
    Ok(())
}

fn read_private(path: &Path) -> Result<Zeroizing<String>, FolderError> {
    let found = fs::symlink_metadata(path).map_err(|error| io(path, &error))?;
    if !found.is_file() {
        return Err(FolderError::Key(path.to_owned()));
    }
    private(path, &found)?;
    fs::read_to_string(path)
        .map(Zeroizing::new)
        .map_err(|error| io(path, &error))
}

/// Makes an empty file for its owner only, where there is none. SQLite would make it as the umask
/// says, and makes the files beside it as it finds this one.
pub(crate) fn make_private(path: &Path) -> Result<(), FolderError> {
    let mut options = OpenOptions::new();
    let made = options.create(true).truncate(false).write(true).mode(0o600);
    made.open(path).map(drop).map_err(|error| io(path, &error))
}

fn write_new(path: &Path, text: &str) -> Result<(), FolderError> {
    let file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path);
    let mut file = match file {
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            return Err(FolderError::Exists(path.to_owned()));
        }
        other => other.map_err(|error| io(path, &error))?,
    };
    file.write_all(text.as_bytes())
        .and_then(|()| file.sync_all())
        .map_err(|error| io(path, &error))
}

/// 64 hexadecimal digits.
fn unhex(line: &str) -> Option<Zeroizing<[u8; 32]>> {
    let mut key = Zeroizing::new([0; 32]);
    let (pairs, rest) = line.as_bytes().as_chunks::<2>();
    if pairs.len() != key.len() || !rest.is_empty() {
        return None;
    }
    for (byte, pair) in key.iter_mut().zip(pairs) {
        let digits = std::str::from_utf8(pair)
            .ok()
            .filter(|d| !d.starts_with('+'))?;
        *byte = u8::from_str_radix(digits, 16).ok()?;
    }
    Some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mode(path: &Path, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }

    #[test]
    fn made_for_the_owner_only() {
        let temp = tempfile::tempdir().unwrap();
        let folder = Folder::create(&temp.path().join("a/data")).unwrap();
        folder.create_keys().unwrap();
        for path in ["", "keys", "keys/seal.key", "keys/log.key"] {
            let mode = fs::metadata(folder.path().join(path))
                .unwrap()
                .permissions()
                .mode();
            assert_eq!(mode & 0o077, 0, "{path}");
        }
        assert_eq!(folder.ring().unwrap().ids().len(), 1);
        assert_eq!(
            folder.verifying_key().unwrap(),
            folder.signer().unwrap().verifying_key()
        );
    }

    #[test]
    fn refused_when_others_can_read_it() {
        let temp = tempfile::tempdir().unwrap();
        let folder = Folder::create(&temp.path().join("data")).unwrap();
        folder.create_keys().unwrap();
        for (name, bits) in [("", 0o750), ("", 0o701), ("keys", 0o704)] {
            let path = folder.path().join(name);
            mode(&path, bits);
            let refused = Folder::open(folder.path());
            assert!(matches!(refused, Err(FolderError::Open { .. })), "{name}");
            mode(&path, 0o700);
        }
        mode(&folder.key_file("seal.key"), 0o640);
        assert!(folder.ring().is_err());
        mode(&folder.key_file("log.key"), 0o604);
        assert!(folder.signer().is_err());
        assert!(Folder::open(folder.path()).is_ok());
    }

    #[test]
    fn links_and_files_are_no_folders() {
        let temp = tempfile::tempdir().unwrap();
        let folder = Folder::create(&temp.path().join("data")).unwrap();
        let link = temp.path().join("link");
        std::os::unix::fs::symlink(folder.path(), &link).unwrap();
        for spelled in ["link", "link/", "link//", "link/.", "./link/"] {
            let spelled = temp.path().join(spelled);
            for refused in [Folder::open(&spelled), Folder::create(&spelled)] {
                assert_eq!(refused.unwrap_err(), FolderError::NotAFolder(link.clone()));
            }
        }
        assert!(matches!(
            Folder::open(&temp.path().join("none")),
            Err(FolderError::Io { .. })
        ));
    }

    #[test]
    fn keys_are_never_overwritten_and_must_be_keys() {
        let temp = tempfile::tempdir().unwrap();
        let folder = Folder::create(&temp.path().join("data")).unwrap();
        folder.create_keys().unwrap();
        let before = folder.ring().unwrap().ids();
        assert!(folder.create_keys().is_err());
        assert_eq!(folder.ring().unwrap().ids(), before);
        for bad in ["", "zz", &"+1".repeat(32), &"00".repeat(31)] {
            fs::write(folder.key_file("seal.key"), bad).unwrap();
            assert!(folder.ring().is_err(), "{bad}");
        }
    }

    #[test]
    fn what_was_begun_and_not_kept_is_gone() {
        let temp = tempfile::tempdir().unwrap();
        let folder = Folder::create(&temp.path().join("data")).unwrap();
        fs::write(folder.database(), "somebody's").unwrap();
        drop(folder.begin().unwrap());
        fs::write(folder.key_file("log.pub"), "somebody's").unwrap();
        assert!(folder.create_keys().is_err());
        let names = |path: &Path| -> Vec<_> {
            let entries = fs::read_dir(path).unwrap();
            let mut names: Vec<_> = entries.map(|e| e.unwrap().file_name()).collect();
            names.sort();
            names
        };
        assert_eq!(names(&folder.path().join("keys")), ["log.pub"]);
        assert_eq!(names(folder.path()), ["anteroom.db", "keys"]);
    }

    #[test]
    fn one_server_at_a_time() {
        let temp = tempfile::tempdir().unwrap();
        let folder = Folder::create(&temp.path().join("data")).unwrap();
        let mut lock = folder.lock_server().unwrap();
        for port in [8420, 80] {
            let address = SocketAddr::from(([127, 0, 0, 1], port));
            lock.listens(address).unwrap();
            assert_eq!(folder.server_address(), Some(address));
        }
        assert!(matches!(folder.lock_server(), Err(FolderError::Taken(_))));
        assert!(
            folder.server_address().is_some(),
            "it is the other's to forget"
        );
        drop(lock);
        let next = folder.lock_server();
        assert!(next.is_ok());
        assert_eq!(
            folder.server_address(),
            None,
            "the one before it says nothing"
        );
    }
}
