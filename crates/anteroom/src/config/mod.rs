//! What the *machine* needs: one TOML file, checked once at start, unknown keys refused.
//!
//! What the *practice decides* (connections, approvals, keys) is not here: it is in the database, because it must be
//! in the audit log. Secrets are never in this file and never flags.

mod laws;
mod limits;
mod log;
mod retention;
mod server;
mod timeouts;

use std::fmt::Display;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use serde::Deserialize;

use crate::terminal;

pub(crate) use self::laws::Laws;
pub(crate) use self::limits::Limits;
pub(crate) use self::log::{Format as LogFormat, Log};
pub(crate) use self::retention::Retention;
pub(crate) use self::server::Server;
pub(crate) use self::timeouts::Timeouts;

/// The file's name inside the data folder.
pub(crate) const FILE: &str = "anteroom.toml";

/// The checked configuration of one process.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Config {
    pub(crate) laws: Laws,
    pub(crate) limits: Limits,
    pub(crate) log: Log,
    pub(crate) retention: Retention,
    pub(crate) server: Server,
    pub(crate) timeouts: Timeouts,
}

impl Config {
    /// Reads the file that was named, else the one in the data folder, else the defaults.
    ///
    /// # Errors
    /// When a named file is missing, or a file has an unknown key or a value out of range.
    pub(crate) fn load(named: Option<&Path>, data: &Path) -> anyhow::Result<Config> {
        let path = named.map_or_else(|| data.join(FILE), PathBuf::from);
        if named.is_none() && !path.exists() {
            terminal::detail("configuration: the defaults");
            return Ok(Config::default());
        }
        terminal::detail(format_args!("configuration: {}", path.display()));
        let text = std::fs::read_to_string(&path)
            .with_context(|| format!("cannot read {}", path.display()))?;
        Config::parse(&text).with_context(|| format!("{} cannot be used", path.display()))
    }

    /// Reads and checks the text of a configuration file.
    ///
    /// # Errors
    /// On an unknown key, a wrong type, or a value out of range; the message names the key.
    pub(crate) fn parse(text: &str) -> anyhow::Result<Config> {
        let config: Config = toml::from_str(text)?;
        config.limits.check()?;
        config.log.filter()?;
        config.retention.check()?;
        config.server.check()?;
        config.timeouts.check()?;
        Ok(config)
    }
}

/// Refuses a number out of range, naming its key and what is allowed.
fn within<N: PartialOrd + Display>(
    key: &str,
    value: N,
    range: RangeInclusive<N>,
) -> anyhow::Result<()> {
    let (from, to) = (range.start(), range.end());
    anyhow::ensure!(
        range.contains(&value),
        "{key} is {value}; it must be from {from} to {to}"
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_file_gives_the_defaults() {
        let config = Config::parse("").unwrap();
        assert_eq!(config.server.listen, "127.0.0.1:8420".parse().unwrap());
    }

    #[test]
    fn an_unknown_key_is_refused_by_name() {
        let error = Config::parse("[server]\nlisten_on = \"127.0.0.1:1\"\n").unwrap_err();
        assert!(format!("{error:#}").contains("listen_on"));
    }

    #[test]
    fn an_address_that_takes_no_passkeys_is_refused_by_name() {
        let parse = |address| Config::parse(&format!("[server]\npublic_address = \"{address}\"\n"));
        assert!(parse("https://anteroom.elmstreet.example").is_ok());
        let error = parse("http://10.0.0.5:8420").unwrap_err();
        assert!(format!("{error:#}").contains("server.public_address"));
    }

    #[test]
    fn a_number_out_of_range_is_refused_by_name() {
        for (section, key, bad, allowed) in [
            ("limits", "body_mib", "0", "from 1 to 256"),
            ("limits", "body_mib", "257", "from 1 to 256"),
            ("limits", "header_kib", "7", "from 8 to 1024"),
            ("limits", "requests_per_minute", "0", "from 1 to 1000000"),
            ("limits", "requests_per_minute", "1000001", "to 1000000"),
            ("retention", "mappings_days", "0", "from 1 to 2192"),
            ("server", "session_idle_s", "4", "from 5 to 3600"),
            ("timeouts", "connect_s", "0", "from 1 to 300"),
            ("timeouts", "first_byte_s", "3601", "from 1 to 3600"),
            ("timeouts", "idle_s", "3601", "from 1 to 3600"),
            ("timeouts", "total_s", "9223372036854775807", "to 86400"),
        ] {
            let error = Config::parse(&format!("[{section}]\n{key} = {bad}\n")).unwrap_err();
            let says = format!("{error:#}");
            let named = says.contains(&format!("{section}.{key} is {bad}"));
            assert!(named && says.contains(allowed), "{says}");
        }
    }

    #[test]
    fn a_filter_that_does_not_parse_is_refused_by_name() {
        for bad in ["anteroom=loud", "info,=", "[", "a=b=c"] {
            let error = Config::parse(&format!("[log]\nfilter = \"{bad}\"\n")).unwrap_err();
            assert!(format!("{error:#}").contains("log.filter"), "{bad}");
        }
        for good in ["info", "anteroom_gateway=debug,info", "off"] {
            assert!(Config::parse(&format!("[log]\nfilter = \"{good}\"\n")).is_ok());
        }
    }

    #[test]
    fn the_documented_example_is_valid() {
        Config::parse(include_str!("../../../../docs/anteroom.example.toml")).unwrap();
    }
}
