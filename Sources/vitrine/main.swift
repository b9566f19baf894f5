internal import AsyncHTTPClient
internal import GRDB
internal import Yams
internal import TOMLKit
internal import ArgumentParser
print("hi")
