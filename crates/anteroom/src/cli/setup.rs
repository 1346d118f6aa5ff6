//! The one-time link by which a practice is set up in the browser.

use std::net::SocketAddr;
use std::process::{Command, Stdio};

use anteroom_office::door::Door;
use anteroom_office::opening::Opening;
use anteroom_store::SetupFiles;
use anyhow::Context as _;
use tokio::net::TcpListener;

use crate::wiring::Office;
use crate::{chance, terminal};

/// Letters and digits that nobody mistakes for each other.
const SIGNS: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/// The chance to set up, and the link to it.
pub(crate) struct Setup {
    pub(crate) link: Link,
    pub(crate) opening: Opening,
}

/// Where to set up. The code in it is shown to whoever reads the server's terminal, and to nobody else.
pub(crate) struct Link {
    address: SocketAddr,
    code: String,
    opens_browser: bool,
}

impl Setup {
    /// A chance to set up, where nobody can sign in yet.
    ///
    /// # Errors
    /// When the accounts cannot be read, or there is no randomness.
    pub(crate) async fn needed(
        office: &Office,
        listener: &TcpListener,
        no_open: bool,
    ) -> anyhow::Result<Option<Setup>> {
        let door = Door::new(office.store.clone());
        let files = SetupFiles::of(&office.folder)?;
        if door
            .has_accounts()
            .await
            .context("the accounts cannot be read")?
        {
            files
                .remove()
                .context("what was typed while setting up cannot be removed")?;
            return Ok(None);
        }
        let code = code()?;
        let opening = Opening::new(&code, files, office.now());
        Ok(Some(Setup {
            opening: opening.context("what was typed before cannot be read")?,
            link: Link {
                address: listener.local_addr()?,
                code,
                opens_browser: !no_open && has_desktop(),
            },
        }))
    }
}

impl Link {
    /// Prints the link, and opens it where there is a desktop.
    pub(crate) fn show(&self) {
        let link = format!("http://{}/setup?code={}", self.address, self.code);
        terminal::note(format_args!("Open {link} (works once, for 30 minutes)"));
        if self.opens_browser {
            // Whether it opens or not: the link is printed.
            let _ = Command::new("xdg-open")
                .arg(&link)
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn();
        }
    }
}

/// Eight signs in two groups: 40 random bits, for half an hour.
fn code() -> anyhow::Result<String> {
    let bytes: [u8; 8] = chance::bytes()?;
    let mut signs = bytes
        .iter()
        .filter_map(|byte| SIGNS.get(usize::from(byte % 32)))
        .map(|sign| char::from(*sign));
    let first: String = signs.by_ref().take(4).collect();
    Ok(format!("{first}-{}", signs.collect::<String>()))
}

fn has_desktop() -> bool {
    ["DISPLAY", "WAYLAND_DISPLAY"]
        .iter()
        .any(|name| std::env::var_os(name).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_readable_and_differ() {
        let (one, other) = (code().unwrap(), code().unwrap());
        assert_ne!(one, other);
        let fits = |sign: u8| SIGNS.contains(&sign) || sign == b'-';
        assert!(one.len() == 9 && one.bytes().all(fits), "{one}");
    }
}
