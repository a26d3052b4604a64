/**
 * Paths nobody asks for but one who looks for what was left lying about: version control, settings, backups, consoles,
 * logs, files of editors and assistants. Tested against the decoded path of a request, in lower case.
 */
export const SENSITIVE_PATHS: readonly RegExp[] = [
  // Dot files and dot folders, save the ones a web server is meant to serve.
  /(?:^|\/)\.(?!well-known(?:\/|$)|\.?(?:\/|$)|;)[a-z_][\w.-]{1,40}(?:\/|$|~)/,
  /(?:^|\/)@fs(?:\/|$)/,
  // Copies, dumps, databases, keys, logs.
  /\.(?:bak|backup|old|orig|save|swp|swo|sql|sqlite3?|db|mdb|rdb|dump|log|ini|conf|cfg|config|pem|key|p12|pfx|jks|keystore|crt|inc|dist|tmp|temp|tfstate|kdbx?|ovpn|rdp|ppk|htpasswd|htaccess|properties|yml|yaml|toml|env)(?:\.[\w-]{1,12})?(?:\/|$)/,
  /\/[^/]{0,80}\.(?:php|jsp|asp|aspx|py|rb|js|html?|xml|json|txt|cgi)(?:~|\.(?:bak|old|orig|save|swp|txt|\d))(?:\/|$)/,
  /(?:^|\/)(?:backup|backups|dump|database|db|www|wwwroot|web|site|html|public_html|source|src|code|data|old|bak|release|deploy|app|admin)[\w.-]{0,20}\.(?:zip|tar|tgz|gz|rar|7z|bz2|sql|war)(?:\.gz)?$/,
  // Consoles and descriptions of frameworks.
  /(?:^|\/)(?:actuator|druid|jolokia|heapdump|threaddump|jmx-console|web-console|admin-console|console|phpmyadmin|pma|adminer(?:\.php)?|server-status|server-info|nginx_status|webdav|solr|hudson|jenkins|manager\/html|_cat|_cluster|_all_dbs|metrics|debug\/(?:pprof|vars|default)|telescope|horizon|_profiler|_debugbar|elmah\.axd|trace\.axd|h2-console|nacos|eureka|env|configprops|beans|mappings|loggers|autoconfig)(?:\/|$)/,
  /(?:^|\/)(?:swagger(?:-ui|-resources)?(?:\.html|\.json|\/|$)|v[23]\/api-docs|api-docs|openapi\.json|doc\.html|graphiql|graphql\/console)/,
  /(?:^|\/)(?:phpinfo|info|test|i|pi|php|shell|cmd|c99|r57|webshell|install|setup|adminer|config|configuration|wp-config|web|settings|database|localsettings|secrets?|credentials?|passwords?|id_[rd]sa)\.(?:php|asp|aspx|jsp|inc|json|xml|ya?ml|txt|rb|py|toml|env|ini|local)(?:[.~]\w{0,6})?$/,
  /(?:^|\/)(?:web-inf|meta-inf|cgi-bin|wp-(?:admin|includes|content)\/.{0,80}\.(?:log|sql|zip|bak|php)|wp-login\.php|xmlrpc\.php|vendor\/phpunit|composer\.(?:json|lock|phar)|package(?:-lock)?\.json|yarn\.lock|gemfile(?:\.lock)?|requirements\.txt|dockerfile|docker-compose\.ya?ml|makefile|gruntfile\.js|gulpfile\.js|webpack\.config\.js|web\.config|crossdomain\.xml|thumbs\.db|desktop\.ini|storage\/logs|runtime\/logs?|logs?\/[\w.-]{1,40}\.(?:log|txt)|error_?logs?|access_?logs?|debug\.log|readme\.md|changelog\.(?:md|txt)|license\.txt|claude\.md|agents?\.md|gemini\.md|copilot-instructions\.md|llms\.txt|mcp\.json|skill\.md)(?:\/|$|\.)/,
];
