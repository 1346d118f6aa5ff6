//! What somebody typed so far while they set up, as sealed files in the data folder: a restart loses nothing.
//!
//! They are no part of the log: nothing in them counts before it is recorded, and then they are removed. Each is replaced
//! by renaming, so that a crash leaves the older one whole.

use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;

use zeroize::Zeroizing;

use crate::folder::io;
use crate::replace::{fresh, replace, sync_name};
use crate::{Cell, Folder, KeyRing, StoreError};

/// One of the files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SetupPart {
    /// What stands in the fields.
    Typed,
    /// The file of the signed agreement.
    Paper,
}

/// Where the files are, and what seals them. Debug shows the folder only.
#[derive(Clone, Debug)]
pub struct SetupFiles {
    folder: PathBuf,
    ring: KeyRing,
}

impl SetupPart {
    fn name(self) -> &'static str {
        match self {
            SetupPart::Typed => "setup.typed",
            SetupPart::Paper => "setup.paper",
        }
    }

    /// A file opens under its own name only.
    fn cell(self) -> Cell<'static> {
        Cell {
            table: "setup",
            row: self.name(),
            column: "content",
            bound_to: None,
        }
    }
}

impl SetupFiles {
    /// The files of this folder, sealed with its keys.
    ///
    /// # Errors
    /// When the key file is not usable.
    pub fn of(folder: &Folder) -> Result<SetupFiles, StoreError> {
        Ok(SetupFiles {
            folder: folder.path().to_owned(),
            ring: folder.ring()?,
        })
    }

    /// What was kept; nothing where nothing was.
    ///
    /// # Errors
    /// When it cannot be read, or was changed.
    pub fn read(&self, part: SetupPart) -> Result<Option<Zeroizing<Vec<u8>>>, StoreError> {
        let path = self.path(part);
        match fs::read(&path) {
            Ok(sealed) => Ok(Some(self.ring.open(part.cell(), &sealed)?)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(io(&path, &error).into()),
        }
    }

    /// Keeps this, in the place of what was kept.
    ///
    /// # Errors
    /// When it cannot be written; then the older one is still there.
    pub fn write(&self, part: SetupPart, content: &[u8]) -> Result<(), StoreError> {
        let sealed = self.ring.seal(part.cell(), content)?;
        let path = self.path(part);
        let kept = replace(&path, &sealed).and_then(|()| sync_name(&path));
        Ok(kept.map_err(|error| io(&path, &error))?)
    }

    /// Removes all of them.
    ///
    /// # Errors
    /// When one is there and cannot be removed.
    pub fn remove(&self) -> Result<(), StoreError> {
        for part in [SetupPart::Typed, SetupPart::Paper] {
            let path = self.path(part);
            for path in [fresh(&path), path] {
                match fs::remove_file(&path) {
                    Err(error) if error.kind() != ErrorKind::NotFound => {
                        return Err(io(&path, &error).into());
                    }
                    _ => {}
                }
            }
        }
        Ok(())
    }

    fn path(&self, part: SetupPart) -> PathBuf {
        self.folder.join(part.name())
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    fn files(temp: &tempfile::TempDir) -> SetupFiles {
        let folder = Folder::create(&temp.path().join("data")).unwrap();
        folder.create_keys().unwrap();
        SetupFiles::of(&folder).unwrap()
    }

    #[test]
    fn what_is_kept_comes_back_sealed_and_private_until_it_is_removed() {
        let temp = tempfile::tempdir().unwrap();
        let files = files(&temp);
        assert_eq!(files.read(SetupPart::Typed).unwrap(), None);
        for text in ["Dana", "Dana Whitfield"] {
            files.write(SetupPart::Typed, text.as_bytes()).unwrap();
            let kept = files.read(SetupPart::Typed).unwrap().unwrap();
            assert_eq!(&**kept, text.as_bytes());
        }
        let path = files.path(SetupPart::Typed);
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        let raw = fs::read(&path).unwrap();
        assert!(!raw.windows(4).any(|four| four == b"Dana"));
        assert_eq!(files.read(SetupPart::Paper).unwrap(), None);
        files.remove().unwrap();
        files.remove().unwrap();
        assert_eq!(files.read(SetupPart::Typed).unwrap(), None);
    }

    #[test]
    fn what_was_changed_or_moved_does_not_open() {
        let temp = tempfile::tempdir().unwrap();
        let files = files(&temp);
        files.write(SetupPart::Typed, b"Dana").unwrap();
        let (typed, paper) = (files.path(SetupPart::Typed), files.path(SetupPart::Paper));
        fs::copy(&typed, &paper).unwrap();
        assert!(files.read(SetupPart::Paper).is_err(), "moved");
        let mut raw = fs::read(&typed).unwrap();
        *raw.last_mut().unwrap() ^= 1;
        fs::write(&typed, raw).unwrap();
        assert!(files.read(SetupPart::Typed).is_err(), "changed");
    }
}
