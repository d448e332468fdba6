#!/bin/sh
exec node --enable-source-maps /app/services/cli/dist/main.js "$@"
