package main

import (
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"tradebrief/report/verify"
)

// signKey is the variable of the environment that holds the private key, so that
// it stands in no file of the project and on no command line.
const signKey = "TRADEBRIEF_SIGN_KEY"

// privateKey reads the key to sign with. No error shows any of it.
func privateKey() (ed25519.PrivateKey, error) {
	wrong := func(format string, args ...any) error {
		return failure{codeUsage, signKey + " " + fmt.Sprintf(format, args...), "openssl genpkey -algorithm ed25519 -out key.pem makes a key; then " + signKey + `="$(cat key.pem)"`}
	}
	text := os.Getenv(signKey)
	if text == "" {
		return nil, wrong("is not set, and --sign takes the private key from it")
	}
	block, _ := pem.Decode([]byte(text))
	switch {
	case block == nil:
		return nil, wrong("holds no key in PEM")
	case block.Type == "ENCRYPTED PRIVATE KEY" || block.Headers["DEK-Info"] != "":
		return nil, wrong("holds a key with a password, expected one without")
	case block.Type == "PUBLIC KEY":
		return nil, wrong("holds a public key, expected the private one")
	case block.Type != "PRIVATE KEY":
		return nil, wrong("holds a key of another kind (%s), expected Ed25519", block.Type)
	}
	key, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return nil, wrong("holds a private key that cannot be read")
	}
	signer, ok := key.(ed25519.PrivateKey)
	if !ok {
		return nil, wrong("holds a key of another kind (%s), expected Ed25519", keyKind(key))
	}
	return signer, nil
}

// keyKind names a key of another kind than Ed25519.
func keyKind(key any) string {
	switch key.(type) {
	case *rsa.PrivateKey, *rsa.PublicKey:
		return "RSA"
	case *ecdsa.PrivateKey, *ecdsa.PublicKey:
		return "ECDSA"
	case *ecdh.PrivateKey, *ecdh.PublicKey:
		return "X25519"
	}
	return fmt.Sprintf("%T", key)
}

// sign is the signature of the SHA-256 digest of a file.
func sign(key ed25519.PrivateKey, content []byte) []byte {
	sum := sha256.Sum256(content)
	return ed25519.Sign(key, sum[:])
}

// publicKey reads the key that a signature is checked with.
func publicKey(name string) (ed25519.PublicKey, error) {
	wrong := func(hint, format string, args ...any) error {
		return failure{codeUsage, name + fmt.Sprintf(format, args...), hint}
	}
	text, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, wrong("", ": no such file")
	}
	if err != nil {
		return nil, wrong("", " cannot be read: %v", plainError(err))
	}
	block, _ := pem.Decode(text)
	switch {
	case block == nil:
		return nil, wrong("", " holds no key in PEM")
	case strings.HasSuffix(block.Type, "PRIVATE KEY"):
		return nil, wrong("openssl pkey -in "+typedPath(name)+" -pubout -out public.pem writes the public one", " holds a private key, expected the public one")
	case block.Type != "PUBLIC KEY":
		return nil, wrong("", " holds a %s, expected a public key", block.Type)
	}
	key, err := x509.ParsePKIXPublicKey(block.Bytes)
	if err != nil {
		return nil, wrong("", " holds a public key that cannot be read")
	}
	public, ok := key.(ed25519.PublicKey)
	if !ok {
		return nil, wrong("", " holds a key of another kind (%s), expected Ed25519", keyKind(key))
	}
	return public, nil
}

// signaturePath is where the signature of a file stands.
func signaturePath(name string) string { return name + ".sig" }

// checkSignature holds the signature beside a file against it, and says in the
// verdict what is wrong with it.
func checkSignature(v *verify.Verdict, key ed25519.PublicKey, name string, content []byte) *signed {
	result := &signed{File: signaturePath(name)}
	signature, err := os.ReadFile(result.File)
	if err != nil {
		if v.Outcome == verify.Holds {
			v.Outcome = verify.Unknown
			v.Why, v.Hint = fmt.Sprintf("its signature %s cannot be read: %v", result.File, plainError(err)), "without --key everything else is judged"
		}
		return result
	}
	sum := sha256.Sum256(content)
	result.Holds = len(signature) == ed25519.SignatureSize && ed25519.Verify(key, sum[:], signature)
	if !result.Holds {
		v.Outcome = verify.Altered
		v.Findings = append(v.Findings, verify.Finding{Kind: verify.Signature, Message: result.File + " is not the signature of this file by this key: the file was altered, or somebody else signed it"})
	}
	return result
}
