//! `[server]`: where Anteroom listens.

use std::net::{Ipv4Addr, SocketAddr};

use serde::Deserialize;

/// The listening side.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Server {
    /// Address and port. The default answers on this machine only.
    pub(crate) listen: SocketAddr,
}

impl Default for Server {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 8420)),
        }
    }
}
