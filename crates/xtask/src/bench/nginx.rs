//! nginx as a plain reverse proxy: what forwarding alone costs on this machine.

use std::net::SocketAddr;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context as _, ensure};

use super::process::{Process, free_address};

/// Starts nginx in front of `upstream`, installing Debian's package if there is none.
pub(crate) fn start(folder: &Path, upstream: SocketAddr) -> anyhow::Result<(Process, SocketAddr)> {
    install()?;
    let address = free_address()?;
    let file = folder.join("nginx.conf");
    std::fs::write(&file, configuration(folder, address, upstream))?;
    let mut command = Command::new("nginx");
    command.arg("-c").arg(&file).stderr(Stdio::null());
    let (process, _) = Process::start(&mut command, address)?;
    Ok((process, address))
}

fn install() -> anyhow::Result<()> {
    if Command::new("nginx")
        .arg("-v")
        .stderr(Stdio::null())
        .status()
        .is_ok()
    {
        return Ok(());
    }
    println!("installing nginx-light (Debian package), to measure beside it");
    for arguments in [
        ["update", "-q", "-y"].as_slice(),
        &["install", "-q", "-y", "nginx-light"],
    ] {
        let status = Command::new("apt-get")
            .args(arguments)
            .stdout(Stdio::null())
            .status();
        ensure!(
            status
                .context("no apt-get here: install nginx by hand")?
                .success(),
            "apt-get could not install nginx"
        );
    }
    Ok(())
}

fn configuration(folder: &Path, listen: SocketAddr, upstream: SocketAddr) -> String {
    let folder = folder.display();
    format!(
        "daemon off; master_process off; pid {folder}/nginx.pid; error_log {folder}/nginx.log;\n\
         events {{ worker_connections 512; }}\n\
         http {{ access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;\n\
           fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;\n\
           client_max_body_size 32m; client_body_buffer_size 1m; keepalive_requests 1000000; tcp_nodelay on;\n\
           upstream model {{ server {upstream}; keepalive 32; keepalive_requests 1000000; }}\n\
           server {{ listen {listen}; location / {{ proxy_pass http://model; proxy_http_version 1.1;\n\
             proxy_set_header Connection \"\"; proxy_buffering off; }} }} }}\n"
    )
}
