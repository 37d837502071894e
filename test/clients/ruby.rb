# Ruby, gem sqlite3.
require 'sqlite3'

extension, scenario = ARGV

db = SQLite3::Database.new(':memory:')
db.enable_load_extension(true)
db.load_extension(extension)
db.enable_load_extension(false)

def ask(db, sql)
  db.execute(sql).map { |row| row[0].nil? ? 'NULL' : row[0] }.join(' ')
rescue SQLite3::Exception => e
  e.message.tr("\n", ' ')
end

puts "client\t#{RUBY_VERSION}, sqlite3 #{SQLite3::VERSION}\t#{db.get_first_value('SELECT sqlite_version()')}"
File.foreach(scenario, chomp: true, encoding: 'UTF-8') do |line|
  next if line.start_with?('#')
  _kind, name, sql = line.split("\t")
  puts "#{name}\t#{ask(db, sql)}"
end
