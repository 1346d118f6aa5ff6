//! `[server]`: where Anteroom listens.

use std::net::{Ipv4Addr, SocketAddr};

use anteroom_office::passkey::Site;
use anyhow::Context as _;
use serde::Deserialize;

use super::within;

/// The listening side.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Server {
    /// Address and port. The default answers on this machine only.
    pub(crate) listen: SocketAddr,
    /// Where people open the pages; this machine alone when it is missing.
    pub(crate) public_address: Option<String>,
    /// Seconds after which a session of the pages ends that nobody uses.
    pub(crate) session_idle_s: u64,
}

impl Server {
    /// Refuses an address that takes no passkeys, and sessions that end at once or never.
    pub(crate) fn check(&self) -> anyhow::Result<()> {
        self.site(self.listen.port())?;
        within("server.session_idle_s", self.session_idle_s, 5..=3600)
    }

    /// Where people open the pages, for a server that listens on this port.
    ///
    /// # Errors
    /// When browsers would keep no passkeys for the address; the message names the key.
    pub(crate) fn site(&self, port: u16) -> anyhow::Result<Site> {
        let site = match &self.public_address {
            Some(address) => Site::of(address),
            None => Site::of_this_machine(port),
        };
        site.context("server.public_address cannot be used")
    }
}

impl Default for Server {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 8420)),
            public_address: None,
            session_idle_s: 15 * 60,
        }
    }
}
